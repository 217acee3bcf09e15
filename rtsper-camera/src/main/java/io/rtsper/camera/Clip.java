package io.rtsper.camera;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clip that every camera plays, cut into RTP payloads once: four seconds of H.264 and AAC whose
 * tracks last equally long. {@code src/main/clip/make-clip.sh} makes it.
 */
final class Clip {

  static final int VIDEO = 0;
  static final int AUDIO = 1;

  /**
   * What SDP and RTP need to know of a track.
   *
   * @param durationTicks the length of one loop in units of the clock rate
   */
  record Track(
      String media,
      int payloadType,
      int clockRate,
      String rtpmap,
      String fmtp,
      int durationTicks) {}

  private static final int FRAMES_PER_SECOND = 25;
  private static final int MAX_PAYLOAD = 1400;
  private static @Nullable Clip shared;

  private final List<Track> tracks;
  private final List<ClipPacket> packets;
  private final long durationMicros;
  private final List<List<byte[]>> pictures;
  private final List<byte[]> audioFrames;

  private Clip(byte[] h264, byte[] aac) {
    H264Packetizer video = new H264Packetizer(FRAMES_PER_SECOND, MAX_PAYLOAD);
    AacPacketizer audio = new AacPacketizer();
    List<ClipPacket> all = new ArrayList<>(video.packetize(h264));
    List<ClipPacket> sound = audio.packetize(aac);
    all.addAll(sound);
    all.sort(Comparator.comparingLong(ClipPacket::micros)); // stable: each track keeps its order
    packets = List.copyOf(all);
    pictures = video.accessUnits();
    audioFrames = audio.frames();
    durationMicros = video.pictures() * 1_000_000L / FRAMES_PER_SECOND;
    tracks = List.of(videoTrack(video), audioTrack(audio, sound.size() * 1024));
    Track last = tracks.get(AUDIO);
    if (last.durationTicks() * 1_000_000L / last.clockRate() != durationMicros) {
      throw new IllegalStateException("the clip's tracks differ in length");
    }
  }

  /** Returns the clip, read at the first call. */
  static synchronized Clip load() {
    if (shared == null) {
      shared = new Clip(resource("clip.h264"), resource("clip.aac"));
    }
    return shared;
  }

  /** Returns all payloads of one loop, in the order in which they are due. */
  List<ClipPacket> packets() {
    return packets;
  }

  List<Track> tracks() {
    return tracks;
  }

  List<List<byte[]>> pictures() {
    return pictures;
  }

  List<byte[]> audioFrames() {
    return audioFrames;
  }

  long durationMicros() {
    return durationMicros;
  }

  /** Returns the index of the last packet at or before that time with which a decoder can start. */
  int randomAccessAt(long micros) {
    int index = 0;
    for (int i = 0; i < packets.size() && packets.get(i).micros() <= micros; i++) {
      ClipPacket packet = packets.get(i);
      boolean first = i == 0 || packets.get(i - 1).micros() < packet.micros();
      if (first && packet.track() == VIDEO && packet.randomAccess()) {
        index = i; // at equal times video comes first
      }
    }
    return index;
  }

  private static Track videoTrack(H264Packetizer video) {
    byte[] sps = video.sps();
    Base64.Encoder base64 = Base64.getEncoder();
    String fmtp =
        "packetization-mode=1;profile-level-id="
            + String.format("%02X%02X%02X", sps[1], sps[2], sps[3])
            + ";sprop-parameter-sets="
            + base64.encodeToString(sps)
            + ","
            + base64.encodeToString(video.pps());
    int ticks = video.pictures() * (H264Packetizer.CLOCK_RATE / FRAMES_PER_SECOND);
    return new Track("video", 96, H264Packetizer.CLOCK_RATE, "H264/90000", fmtp, ticks);
  }

  private static Track audioTrack(AacPacketizer audio, int ticks) {
    String fmtp =
        "streamtype=5;profile-level-id=1;mode=AAC-hbr;sizelength=13;indexlength=3;indexdeltalength=3;config="
            + audio.config();
    String rtpmap = "mpeg4-generic/" + audio.sampleRate() + "/" + audio.channels();
    return new Track("audio", 97, audio.sampleRate(), rtpmap, fmtp, ticks);
  }

  private static byte[] resource(String name) {
    try (InputStream input = Clip.class.getResourceAsStream(name)) {
      if (input == null) {
        throw new IllegalStateException("rtsper-camera's jar lacks " + name);
      }
      return input.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
