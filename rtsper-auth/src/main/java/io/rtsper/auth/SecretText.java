package io.rtsper.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.rtsper.api.RtspValidationException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.util.Arrays;

/** Turns secrets into bytes and leaves no copy behind. */
final class SecretText {

  private SecretText() {}

  /** Returns the bytes of a secret in an array that the caller wipes. */
  static byte[] bytes(String what, char[] secret, Charset charset) {
    char highest = 0;
    for (char c : secret) {
      if (c == '\r' || c == '\n' || c == 0) {
        throw new RtspValidationException(what + " holds a line break or NUL");
      }
      highest = (char) (highest | c);
    }
    if (highest < 0x80 && (charset.equals(ISO_8859_1) || charset.equals(UTF_8))) {
      byte[] ascii = new byte[secret.length];
      for (int i = 0; i < ascii.length; i++) {
        ascii[i] = (byte) secret[i];
      }
      return ascii;
    }
    CharsetEncoder encoder = charset.newEncoder();
    byte[] room = new byte[(int) Math.ceil((double) encoder.maxBytesPerChar() * secret.length)];
    ByteBuffer out = ByteBuffer.wrap(room);
    CoderResult result = encoder.encode(CharBuffer.wrap(secret), out, true);
    if (result.isUnderflow()) {
      result = encoder.flush(out);
    }
    byte[] bytes = Arrays.copyOf(room, out.position());
    Arrays.fill(room, (byte) 0);
    if (!result.isUnderflow()) {
      // Which character it is would tell something of the secret.
      throw new RtspValidationException(what + " has a character that " + charset + " hasn't");
    }
    return bytes;
  }
}
