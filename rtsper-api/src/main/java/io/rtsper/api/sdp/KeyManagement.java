package io.rtsper.api.sdp;

import io.rtsper.api.text.PeerText;
import java.util.Optional;

/**
 * A message of a key management protocol, {@code a=key-mgmt} (RFC 4567).
 *
 * @param protocol the protocol, such as {@code mikey}
 * @param data the message as it was written, in Base64
 */
public record KeyManagement(String protocol, String data) {

  static Optional<KeyManagement> of(String value) {
    int start = Scan.skipBlanks(value, 0);
    int end = Scan.tokenEnd(value, start);
    String data = Scan.trimmed(value, end, value.length());
    return data.isEmpty()
        ? Optional.empty()
        : Optional.of(new KeyManagement(value.substring(start, end), data));
  }

  /** Returns the protocol alone: the data holds keys. */
  @Override
  public String toString() {
    return PeerText.printable(protocol) + " ***";
  }
}
