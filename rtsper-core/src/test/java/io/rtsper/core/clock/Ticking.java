package io.rtsper.core.clock;

import io.rtsper.api.Quirk;
import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.NtpTime;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.rtp.RtpSequence;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.MediaDescriptionBuilder;
import io.rtsper.api.sdp.SdpAttribute;
import io.rtsper.api.sdp.SessionDescription;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session of a video track (90,000 units a second) and an audio track (8,000) under test. Time
 * stands still until a test moves it. The sender's clock is {@link #EPOCH} when the test begins.
 */
final class Ticking {

  static final Instant EPOCH = Instant.parse("2026-03-01T12:00:00Z");
  static final long MILLI = 1_000_000L;
  static final long SECOND = 1_000 * MILLI;

  final List<Quirk> quirks = new ArrayList<>();
  final long start = Long.MAX_VALUE - 5 * SECOND; // wraps around in the course of a test
  long now = start;
  final SessionClock session = new SessionClock(() -> EPOCH.plusNanos(now - start));
  final Stream video;
  final Stream audio;

  Ticking(SdpAttribute... ofVideo) {
    MediaDescriptionBuilder media = media("video", "96 X/90000");
    for (SdpAttribute attribute : ofVideo) {
      media.attribute(attribute);
    }
    SessionDescription description =
        SessionDescription.builder()
            .media(media.build())
            .media(media("audio", "97 Y/8000").build())
            .build();
    List<Track> tracks = Track.listOf(description);
    video = new Stream(tracks.get(0));
    audio = new Stream(tracks.get(1));
  }

  private static MediaDescriptionBuilder media(String kind, String map) {
    return MediaDescription.builder(kind)
        .protocol("RTP/AVP")
        .formats(List.of(map.substring(0, 2)))
        .attribute(new SdpAttribute("rtpmap", map));
  }

  Ticking after(long millis) {
    now += millis * MILLI;
    return this;
  }

  /** Asks for PLAY, from new or after a pause. */
  Ticking ask() {
    session.asked(now);
    video.clock.expected();
    audio.clock.expected();
    return this;
  }

  /** Answers PLAY with the rtptime of each track; null where RTP-Info says nothing of it. */
  Ticking answer(@Nullable Long ofVideo, @Nullable Long ofAudio, PlayStart at) {
    session.answered();
    video.clock.answered(ofVideo, at);
    audio.clock.answered(ofAudio, at);
    return this;
  }

  Ticking play(@Nullable Long ofVideo, @Nullable Long ofAudio) {
    return ask().answer(ofVideo, ofAudio, PlayStart.LIVE);
  }

  static PlayStart npt(double seconds, double scale) {
    return new PlayStart(Duration.ofNanos((long) (seconds * 1e9)), null, scale);
  }

  static SdpAttribute extension(int id, String uri) {
    return new SdpAttribute("extmap", id + " " + uri);
  }

  /** A track of the session. */
  final class Stream {

    final TrackClock clock;
    private final RtpPacket packet = new RtpPacket();
    private long ssrc = 0xAAAA_AAAAL;
    private long extended;
    private boolean any;

    private Stream(Track track) {
      clock = new TrackClock(session, (quirk, detail) -> quirks.add(quirk), "a track");
      clock.described(track);
      clock.begins();
    }

    /** Sends a packet; returns whether it is told as one that doesn't follow. */
    boolean send(long timestamp) {
      return send(timestamp, 0, new byte[0]);
    }

    /** Sends a packet with a header extension of whole words. */
    boolean send(long timestamp, int profile, byte[] extension) {
      ByteBuffer bytes = ByteBuffer.allocate(20 + extension.length);
      bytes.put((byte) (profile == 0 ? 0x80 : 0x90)).put((byte) 96).putShort((short) 0);
      bytes.putInt((int) timestamp).putInt((int) ssrc);
      if (profile != 0) {
        bytes.putShort((short) profile).putShort((short) (extension.length / 4)).put(extension);
      }
      if (!packet.wrap(bytes.flip(), 0, bytes.limit())) {
        throw new AssertionError("the packet of the test is none");
      }
      extended = any ? RtpSequence.extendTimestamp(timestamp, extended) : timestamp;
      any = true;
      boolean told = clock.accept(packet, extended, now);
      packet.stamp(0, extended, now, told, clock);
      return told;
    }

    Stream from(long otherSsrc) {
      ssrc = otherSsrc;
      clock.begins();
      return this;
    }

    RtpPacket packet() {
      return packet;
    }

    /** Reports that a timestamp is of a time so many milliseconds after {@link #EPOCH}. */
    boolean report(long timestamp, long millis) {
      return clock.report(
          ssrc, NtpTime.of(EPOCH.plusMillis(millis)), timestamp & 0xFFFF_FFFFL, now);
    }

    /** Returns where the last packet is on the session's clock, in milliseconds. */
    long millis() {
      return Math.round(packet.presentationNanos() / 1e6);
    }

    /** Returns the wall-clock time of the last packet, in milliseconds after {@link #EPOCH}. */
    long wallMillis() {
      return Math.round((packet.wallClockNanos() - EPOCH.getEpochSecond() * Ticks.NANOS) / 1e6);
    }
  }
}
