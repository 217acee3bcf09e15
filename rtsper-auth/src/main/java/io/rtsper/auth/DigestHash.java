package io.rtsper.auth;

import io.rtsper.api.DigestAlgorithm;
import io.rtsper.api.RtspValidationException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The {@code H(…)} and {@code KD(…)} of RFC 7616 §3.3: hashes of parts with colons between. */
final class DigestHash {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final MessageDigest hash;

  DigestHash(DigestAlgorithm algorithm) {
    // SHA-512-256 has initial values of its own (FIPS 180-4 §5.3.6); it isn't SHA-512 cut short.
    String name =
        switch (algorithm) {
          case MD5 -> "MD5";
          case SHA_256 -> "SHA-256";
          case SHA_512_256 -> "SHA-512/256";
        };
    try {
      hash = MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new RtspValidationException(
          "this Java runtime has no " + name + ", which " + algorithm.token() + " needs", e);
    }
  }

  /** Returns the hash of the parts, joined with colons, in hexadecimal ASCII. */
  byte[] of(byte[]... parts) {
    for (int i = 0; i < parts.length; i++) {
      if (i > 0) {
        hash.update((byte) ':');
      }
      hash.update(parts[i]);
    }
    return hex(hash.digest());
  }

  private static byte[] hex(byte[] bytes) {
    byte[] hex = new byte[2 * bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      hex[2 * i] = HEX[bytes[i] >> 4 & 15];
      hex[2 * i + 1] = HEX[bytes[i] & 15];
    }
    return hex;
  }
}
