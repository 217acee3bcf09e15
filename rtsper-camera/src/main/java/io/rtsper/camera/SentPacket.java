package io.rtsper.camera;

/**
 * One RTP packet, and what became of it.
 *
 * @param track the track's index, from 0
 * @param ssrc its SSRC
 * @param sequence its sequence number
 * @param timestamp its RTP timestamp
 * @param length its length in bytes
 * @param fate what became of it
 */
public record SentPacket(int track, int ssrc, int sequence, int timestamp, int length, Fate fate) {

  /** What became of a packet. */
  public enum Fate {
    /** It was given to the network. */
    SENT,
    /** It was given to the network once more, behind {@link #SENT}. */
    DUPLICATED,
    /** The {@link Line} lost it. */
    DROPPED,
    /** Another than the camera sent it: see {@link Line#forgeries}. */
    FORGED,
    /** The system didn't take it, for want of room or of a way. */
    REFUSED
  }
}
