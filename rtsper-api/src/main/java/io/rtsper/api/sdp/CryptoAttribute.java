package io.rtsper.api.sdp;

import io.rtsper.api.text.PeerText;
import java.util.Optional;

/**
 * A key for SRTP in clear text, {@code a=crypto} (RFC 4568).
 *
 * @param tag the number of the attribute
 * @param suite the crypto suite, such as {@code AES_CM_128_HMAC_SHA1_80}
 * @param keyParameters the key parameters, such as {@code inline:…}
 * @param sessionParameters what follows; empty if nothing does
 */
public record CryptoAttribute(
    int tag, String suite, String keyParameters, String sessionParameters) {

  static Optional<CryptoAttribute> of(String value) {
    int tag = Scan.leadingDecimal(value);
    int suite = Scan.skipBlanks(value, Scan.tokenEnd(value, Scan.skipBlanks(value, 0)));
    int suiteEnd = Scan.tokenEnd(value, suite);
    int key = Scan.skipBlanks(value, suiteEnd);
    int keyEnd = Scan.tokenEnd(value, key);
    if (tag < 0 || key == keyEnd) {
      return Optional.empty();
    }
    return Optional.of(
        new CryptoAttribute(
            tag,
            value.substring(suite, suiteEnd),
            value.substring(key, keyEnd),
            Scan.trimmed(value, keyEnd, value.length())));
  }

  /** Returns tag and suite, without the key. */
  @Override
  public String toString() {
    return PeerText.printable(tag + " " + suite) + " ***";
  }
}
