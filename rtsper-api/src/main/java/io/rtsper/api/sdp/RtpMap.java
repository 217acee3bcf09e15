package io.rtsper.api.sdp;

import io.rtsper.api.text.PeerText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a payload type stands for, {@code a=rtpmap} (RFC 8866 §6.6).
 *
 * @param payloadType the payload type, 0 to 127
 * @param encoding the encoding name as it was written, such as {@code H264}; case doesn't matter
 * @param clockRate units of the RTP timestamp a second; 0 if the description doesn't say
 * @param channels audio channels; 0 if the description doesn't say
 */
public record RtpMap(int payloadType, String encoding, int clockRate, int channels) {

  /**
   * Returns what the value of an {@code a=rtpmap} says, such as {@code 96 H264/90000}. Extra blanks
   * and a missing clock rate are accepted.
   *
   * @param value the attribute's value
   * @return the map; empty if there is no payload type from 0 to 127 or no encoding name
   */
  public static Optional<RtpMap> parse(String value) {
    return Optional.ofNullable(read(value));
  }

  static @Nullable RtpMap read(String value) {
    int start = Scan.skipBlanks(value, 0);
    int end = Scan.digitsEnd(value, start);
    int payloadType = Scan.decimal(value, start, end);
    int name = Scan.skipBlanks(value, end);
    int nameEnd = name;
    while (nameEnd < value.length()
        && value.charAt(nameEnd) != '/'
        && !Scan.isBlank(value.charAt(nameEnd))) {
      nameEnd++;
    }
    if (payloadType < 0 || payloadType > 127 || name == nameEnd) {
      return null;
    }
    int slash = value.indexOf('/', nameEnd);
    int second = slash < 0 ? -1 : value.indexOf('/', slash + 1);
    return new RtpMap(
        payloadType, value.substring(name, nameEnd), number(value, slash), number(value, second));
  }

  /** Returns the number after a slash; 0 if there is none. */
  private static int number(String value, int slash) {
    if (slash < 0) {
      return 0;
    }
    int start = Scan.skipBlanks(value, slash + 1);
    return Math.max(Scan.decimal(value, start, Scan.digitsEnd(value, start)), 0);
  }

  /** Returns the value as it may be printed, such as {@code 96 H264/90000}. */
  @Override
  public String toString() {
    String rates = clockRate + (channels > 0 ? "/" + channels : "");
    return payloadType + " " + PeerText.printable(encoding) + "/" + rates;
  }
}
