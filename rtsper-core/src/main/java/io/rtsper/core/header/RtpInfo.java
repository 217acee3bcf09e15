package io.rtsper.core.header;

import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.api.text.PeerText;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * The {@code RTP-Info} header of the answer to PLAY (RFC 2326 §12.33).
 *
 * <p>What it says are hints: cameras send constants for {@code seq}, zero for {@code rtptime}, and
 * entries for tracks that weren't set up.
 *
 * @param entries the entries in their order, at most 64
 */
public record RtpInfo(List<RtpInfoEntry> entries) {

  /** A longer value isn't read. */
  public static final int MAX_LENGTH = HeaderText.MAX_LENGTH;

  /** Copies the list. */
  public RtpInfo {
    entries = List.copyOf(entries);
  }

  /**
   * Reads a header's value.
   *
   * @param value the value of {@code RTP-Info}; empty gives no entries
   * @param quirks takes what was tolerated
   * @return the header
   * @throws io.rtsper.api.RtspProtocolException if the value is too long
   */
  public static RtpInfo parse(String value, QuirkReporter quirks) {
    return new RtpInfo(new RtpInfoReader(quirks).read(value));
  }

  /**
   * Returns each track's entry: the one whose URL is the track's, else the one whose URL ends like
   * the track's. Tracks that are left then get the entry of their place, if there are as many
   * entries as tracks and no other track has it.
   *
   * @param trackUrls the URLs of the tracks that play, in the order of SETUP
   * @return as many elements as there are tracks; empty for a track without an entry
   */
  public List<Optional<RtpInfoEntry>> match(List<String> trackUrls) {
    return RtpInfoMatch.of(entries, trackUrls);
  }

  /** Returns the header as the RFC writes it. */
  String value() {
    StringJoiner out = new StringJoiner(",");
    entries.forEach(entry -> out.add(entry.value()));
    return out.toString();
  }

  /** Returns {@link #value()} as it may be printed. */
  @Override
  public String toString() {
    return PeerText.printable(value(), 2000);
  }
}
