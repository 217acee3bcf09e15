package io.rtsper.benchmarks.sdp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** The description that is measured: 20 lines, of H.264 and AAC, like those of Axis' cameras. */
final class SampleDescription {

  static final String TEXT =
      String.join(
          "\r\n",
          "v=0",
          "o=- 14593127051246203411 1 IN IP4 192.0.2.90",
          "s=Session streamed with GStreamer",
          "i=rtsp-server",
          "t=0 0",
          "a=tool:GStreamer",
          "a=type:broadcast",
          "a=range:npt=now-",
          "a=control:rtsp://192.0.2.90:554/axis-media/media.amp?videocodec=h264&audio=1",
          "m=video 0 RTP/AVP 96",
          "c=IN IP4 0.0.0.0",
          "b=AS:50000",
          "a=rtpmap:96 H264/90000",
          "a=fmtp:96 packetization-mode=1;profile-level-id=4d0029;"
              + "sprop-parameter-sets=Z00AKeKQDwBE/LgLcBAQGkHiRFQ=,aO48gA==",
          "a=control:rtsp://192.0.2.90:554/axis-media/media.amp/stream=0?videocodec=h264&audio=1",
          "a=framerate:25.000000",
          "m=audio 0 RTP/AVP 97",
          "a=rtpmap:97 MPEG4-GENERIC/16000/1",
          "a=fmtp:97 streamtype=5;profile-level-id=2;mode=AAC-hbr;config=1408;sizeLength=13;"
              + "indexLength=3;indexDeltaLength=3",
          "a=control:rtsp://192.0.2.90:554/axis-media/media.amp/stream=1?videocodec=h264&audio=1",
          "");

  static final byte[] BYTES = TEXT.getBytes(UTF_8);

  private SampleDescription() {}

  /** What a client needs of a media, as each parser gives it. */
  record Section(String media, String payloadType, String rtpmap, String fmtp, String control) {}

  /** Returns what is right, read from the lines by hand. */
  static List<Section> sections() {
    List<String> lines = TEXT.lines().toList();
    return List.of(
        new Section("video", "96", value(lines, 12), value(lines, 13), value(lines, 14)),
        new Section("audio", "97", value(lines, 17), value(lines, 18), value(lines, 19)));
  }

  private static String value(List<String> lines, int line) {
    return lines.get(line).substring(lines.get(line).indexOf(':') + 1);
  }
}
