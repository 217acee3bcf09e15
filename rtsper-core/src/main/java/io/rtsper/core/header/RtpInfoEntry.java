package io.rtsper.core.header;

import io.rtsper.api.text.PeerText;
import java.util.HexFormat;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What {@code RTP-Info} says of one track.
 *
 * @param url the track's URL as the server wrote it, absolute or relative; may be empty
 * @param seq the sequence number of the first packet, 0 to 65535
 * @param rtptime the RTP timestamp of the range's start, a number of 32 bit
 * @param ssrc the synchronization source, a number of 32 bit, which some servers add
 */
public record RtpInfoEntry(
    String url, Optional<Integer> seq, Optional<Long> rtptime, Optional<Long> ssrc) {

  /** Returns the entry as the RFC writes it. */
  String value() {
    StringJoiner out = new StringJoiner(";");
    if (!url.isEmpty()) {
      out.add("url=" + (needsQuotes() ? HeaderText.quote(url) : url));
    }
    seq.ifPresent(number -> out.add("seq=" + number));
    rtptime.ifPresent(number -> out.add("rtptime=" + number));
    ssrc.ifPresent(
        number -> out.add("ssrc=" + HexFormat.of().withUpperCase().toHexDigits(number, 8)));
    return out.length() == 0 ? "url=" : out.toString();
  }

  /** Returns the entry as it may be printed: without user information and secrets of its URL. */
  @Override
  public String toString() {
    return PeerText.printable(value(), 1000);
  }

  private boolean needsQuotes() {
    return url.indexOf(',') >= 0
        || url.indexOf(';') >= 0
        || url.indexOf('"') >= 0
        || !url.equals(HeaderText.strip(url));
  }
}
