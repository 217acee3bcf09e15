package io.rtsper.core.rtcp;

import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.core.text.Ascii;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * How a track's sender can be asked for a key frame: by PLI (RFC 4585 §6.3.1) or FIR (RFC 5104
 * §4.3.1), if its description offers that, PLI first, which more senders heed. A sender is asked
 * once a second at most.
 */
public final class KeyFrameRequests {

  /** A request is no new one within this time of the one before. */
  static final long INTERVAL_NANOS = 1_000_000_000L;

  /** No payload type; what is offered for any is offered for this one. */
  private static final int NO_PAYLOAD_TYPE = 128;

  private final boolean pictureLoss;
  private final boolean fullIntraRequest;
  private final boolean reducedSize;

  private boolean asked;
  private long askedNanos;
  private int number;

  private KeyFrameRequests(boolean pictureLoss, boolean fullIntraRequest, boolean reducedSize) {
    this.pictureLoss = pictureLoss;
    this.fullIntraRequest = fullIntraRequest;
    this.reducedSize = reducedSize;
  }

  /**
   * Makes the requests for a media.
   *
   * @param media the media, whose {@code a=rtcp-fb} is looked at
   * @return the requests, of which none was sent
   */
  public static KeyFrameRequests of(MediaDescription media) {
    return new KeyFrameRequests(
        offers(media, "nack", "pli"),
        offers(media, "ccm", "fir"),
        media.hasAttribute("rtcp-rsize"));
  }

  /**
   * Returns whether a media's sender can be asked for a key frame.
   *
   * @param media the media
   * @return true if its description offers PLI or FIR, for one of its payload types or for all
   */
  public static boolean isOffered(MediaDescription media) {
    return offers(media, "nack", "pli") || offers(media, "ccm", "fir");
  }

  private static boolean offers(MediaDescription media, String kind, String parameter) {
    List<Integer> types = media.payloadTypes();
    return (types.isEmpty() ? List.of(NO_PAYLOAD_TYPE) : types)
        .stream()
            .flatMap(type -> media.rtcpFeedback(type).stream())
            .anyMatch(feedback -> isNamed(feedback, kind, parameter));
  }

  private static boolean isNamed(String feedback, String kind, String parameter) {
    String[] words = Ascii.lower(feedback).split("[ \t]+", 3);
    return words.length >= 2 && words[0].equals(kind) && words[1].equals(parameter);
  }

  /**
   * Returns whether a request may be sent.
   *
   * @param nanoTime the time now
   * @return false if none is offered, and within a second of the one before
   */
  public boolean isDue(long nanoTime) {
    return (pictureLoss || fullIntraRequest) && (!asked || nanoTime - askedNanos >= INTERVAL_NANOS);
  }

  /**
   * A request was sent.
   *
   * @param nanoTime the time now
   */
  public void sent(long nanoTime) {
    asked = true;
    askedNanos = nanoTime;
    number = (number + 1) & 0xFF;
  }

  /** Returns whether a request may go without a report before it (RFC 5506). */
  boolean mayGoAlone() {
    return reducedSize;
  }

  /** Puts the request at a buffer's position. */
  void write(ByteBuffer into, int ownSsrc, long media) {
    if (pictureLoss) {
      RtcpWriter.pictureLoss(into, ownSsrc, media);
    } else {
      RtcpWriter.fullIntraRequest(into, ownSsrc, media, number);
    }
  }
}
