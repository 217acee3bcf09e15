package io.rtsper.benchmarks.sdp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** The description that is measured: 20 lines, of H.264 and AAC, like those of Axis' cameras. */
final class SampleDescription {

  static final String TEXT =
      String.join(
          "\r\n",
          "v=0",
          "o=- 1188340656180883 1188340656180883 IN IP4 192.0.2.90",
          "s=Media Presentation",
          "e=NONE",
          "c=IN IP4 0.0.0.0",
          "b=AS:50064",
          "t=0 0",
          "a=control:rtsp://192.0.2.90/axis-media/media.amp",
          "a=range:npt=0.000000-",
          "m=video 0 RTP/AVP 96",
          "b=AS:50000",
          "a=framerate:25.0",
          "a=control:rtsp://192.0.2.90/axis-media/media.amp/trackID=1",
          "a=rtpmap:96 H264/90000",
          "a=fmtp:96 packetization-mode=1; profile-level-id=4d0029; "
              + "sprop-parameter-sets=Z00AKeKQDwBE/LgLcBAQGkHiRFQ=,aO48gA==",
          "m=audio 0 RTP/AVP 97",
          "b=AS:64",
          "a=control:rtsp://192.0.2.90/axis-media/media.amp/trackID=2",
          "a=rtpmap:97 mpeg4-generic/16000/1",
          "a=fmtp:97 profile-level-id=15; mode=AAC-hbr; config=1408; SizeLength=13; IndexLength=3; "
              + "IndexDeltaLength=3; Profile=1; bitrate=64000",
          "");

  static final byte[] BYTES = TEXT.getBytes(UTF_8);

  private SampleDescription() {}

  /** What a client needs of a media, as each parser gives it. */
  record Section(String media, String payloadType, String rtpmap, String fmtp, String control) {}

  /** Returns what is right, read from the lines by hand. */
  static List<Section> sections() {
    List<String> lines = TEXT.lines().toList();
    return List.of(
        new Section("video", "96", value(lines, 13), value(lines, 14), value(lines, 12)),
        new Section("audio", "97", value(lines, 18), value(lines, 19), value(lines, 17)));
  }

  private static String value(List<String> lines, int line) {
    return lines.get(line).substring(lines.get(line).indexOf(':') + 1);
  }
}
