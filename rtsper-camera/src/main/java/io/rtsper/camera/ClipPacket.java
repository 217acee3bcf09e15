package io.rtsper.camera;

import java.nio.ByteBuffer;

/** One RTP payload of the clip. */
final class ClipPacket {

  private final int track;
  private final long micros;
  private final int ticks;
  private final byte[] payload;
  private final boolean marker;
  private final boolean randomAccess;

  /**
   * Makes a payload that is due at a time.
   *
   * @param track the clip's track: {@link Clip#VIDEO} or {@link Clip#AUDIO}
   * @param micros when it is due, in microseconds from the clip's start
   * @param ticks its RTP timestamp, relative to the clip's start
   * @param payload what follows the RTP header
   * @param marker the RTP marker bit
   * @param randomAccess whether a decoder can start with it
   */
  ClipPacket(
      int track, long micros, int ticks, byte[] payload, boolean marker, boolean randomAccess) {
    this.track = track;
    this.micros = micros;
    this.ticks = ticks;
    this.payload = payload;
    this.marker = marker;
    this.randomAccess = randomAccess;
  }

  int track() {
    return track;
  }

  long micros() {
    return micros;
  }

  int ticks() {
    return ticks;
  }

  void putPayload(ByteBuffer target) {
    target.put(payload);
  }

  boolean marker() {
    return marker;
  }

  boolean randomAccess() {
    return randomAccess;
  }
}
