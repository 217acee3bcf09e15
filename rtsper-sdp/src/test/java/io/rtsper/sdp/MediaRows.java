package io.rtsper.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.Quirk;
import io.rtsper.api.media.MediaKind;
import io.rtsper.api.media.Track;
import io.rtsper.api.media.TrackDirection;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.RtpMap;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Odd {@code m=} lines, what payload types stand for, and which tracks can be played. */
final class MediaRows {

  private static final String SOUND_VIDEO =
      """
      m=video 0 RTP/AVP 96
      a=rtpmap:96 H264/90000
      """;

  private MediaRows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>(lines());
    rows.addAll(rtpMaps());
    rows.addAll(directions());
    rows.addAll(limits());
    return List.copyOf(rows);
  }

  private static List<Row> lines() {
    return List.of(
        Row.media(
            "several payload types",
            "m=video 0 RTP/AVP 96 97\na=rtpmap:96 H264/90000\na=rtpmap:97 H265/90000",
            sdp -> {
              assertThat(media(sdp).payloadTypes()).containsExactly(96, 97);
              assertThat(sdp.track().payloadType()).isEqualTo(96);
              assertThat(media(sdp).rtpMap(97).orElseThrow().encoding()).isEqualTo("H265");
            }),
        Row.media(
            "several static payload types [Media3 fails the DESCRIBE]",
            "m=audio 0 RTP/AVP 0 8",
            sdp -> assertThat(sdp.track().encoding()).isEqualTo("PCMU")),
        Row.media(
            "negative port",
            "m=video -1353744643 RTP/AVP 96\na=rtpmap:96 H264/90000",
            sdp -> {
              assertThat(media(sdp).port()).isZero();
              assertThat(sdp.track().playable()).isTrue();
            },
            SdpQuirks.SDP_MEDIA_PORT),
        Row.media(
            "port above 65535",
            "m=video 70000 RTP/AVP 26",
            sdp -> assertThat(sdp.track().encoding()).isEqualTo("JPEG"),
            SdpQuirks.SDP_MEDIA_PORT),
        Row.media(
            "port that is no number",
            "m=video any RTP/AVP 26",
            sdp -> assertThat(sdp.track().playable()).isTrue(),
            SdpQuirks.SDP_MEDIA_PORT),
        Row.media(
            "no port",
            "m=video RTP/AVP 26",
            sdp -> assertThat(sdp.track().payloadType()).isEqualTo(26),
            SdpQuirks.SDP_MEDIA_PORT),
        Row.media(
            "count of ports that is none",
            "m=video 5000/x RTP/AVP 26",
            sdp -> assertThat(media(sdp).portCount()).isEqualTo(1),
            SdpQuirks.SDP_MEDIA_PORT),
        unreadable("m=metadata", "m=metadata", "no port and protocol"),
        unreadable("m= without anything", "m=", "no port and protocol"),
        unreadable("m= with words", "m=some words of no use", "no port and protocol"),
        unreadable("payload types out of range", "m=video 0 RTP/AVP 128 999", "no payload type"),
        unreadable("no payload type and no a=rtpmap", "m=video 0 RTP/AVP", "no payload type"),
        unreadable("no format of another protocol", "m=image 0 TCP/MRCPv2", "no payload type"),
        Row.media(
            "no payload type, a=rtpmap tells it",
            "m=video 0 RTP/AVP\na=rtpmap:96 H264/90000",
            sdp -> {
              assertThat(media(sdp).formats()).containsExactly("96");
              assertThat(sdp.track().encoding()).isEqualTo("H264");
            },
            SdpQuirks.SDP_NO_PAYLOAD_TYPE),
        Row.media(
            "payload type (null) [rtsp-client-android PR#90]",
            "m=audio 0 RTP/AVP (null)\na=rtpmap:97 L16/8000",
            sdp -> assertThat(sdp.track().payloadType()).isEqualTo(97),
            SdpQuirks.SDP_PAYLOAD_TYPE,
            SdpQuirks.SDP_NO_PAYLOAD_TYPE),
        Row.media(
            "one payload type of two out of range",
            "m=audio 0 RTP/AVP 300 8",
            sdp -> {
              assertThat(media(sdp).formats()).containsExactly("300", "8");
              assertThat(sdp.track().payloadType()).isEqualTo(8);
            },
            SdpQuirks.SDP_PAYLOAD_TYPE),
        protocol("RTP/AVP", true),
        protocol("RTP/AVPF", true),
        protocol("TCP/RTP/AVP", true),
        protocol("RTP/AVP/TCP", true, SdpQuirks.SDP_MEDIA_PROTOCOL),
        protocol("RTP/AVP/UDP", true, SdpQuirks.SDP_MEDIA_PROTOCOL),
        protocol("rtp/avp", true, SdpQuirks.SDP_MEDIA_PROTOCOL),
        protocol("MP2T/AVP", true, SdpQuirks.SDP_MEDIA_PROTOCOL),
        protocol("UDP", true, SdpQuirks.SDP_MEDIA_PROTOCOL),
        protocol("RTP/SAVP", false),
        protocol("RTP/SAVPF", false),
        protocol("RAW/RAW/UDP", false),
        Row.media(
            "whiteboard over UDP, which isn't RTP (RFC 2326 §10.2)",
            "m=whiteboard 32416 UDP WB",
            sdp -> {
              assertThat(media(sdp).formats()).containsExactly("WB");
              assertThat(media(sdp).problem()).isEmpty();
              assertThat(sdp.track().playable()).isFalse();
            }),
        Row.media(
            "media in upper case",
            "m=VIDEO 0 RTP/AVP 26",
            sdp -> assertThat(sdp.track().kind()).isEqualTo(MediaKind.VIDEO),
            SdpQuirks.SDP_LETTER_CASE));
  }

  private static List<Row> rtpMaps() {
    List<Row> rows = new ArrayList<>();
    int[] types = {0, 3, 4, 8, 9, 10, 11, 14, 26, 32, 33};
    String[] maps = {
      "PCMU/8000/1",
      "GSM/8000/1",
      "G723/8000/1",
      "PCMA/8000/1",
      "G722/8000/1",
      "L16/44100/2",
      "L16/44100/1",
      "MPA/90000/0",
      "JPEG/90000/0",
      "MPV/90000/0",
      "MP2T/90000/0"
    };
    for (int i = 0; i < types.length; i++) {
      int type = types[i];
      RtpMap expected = RtpMap.parse(type + " " + maps[i]).orElseThrow();
      rows.add(
          Row.media(
              "no a=rtpmap for static payload type " + type + " [ExoPlayer#9400]",
              "m=audio 0 RTP/AVP " + type,
              sdp -> assertThat(media(sdp).rtpMap(type)).contains(expected)));
    }
    rows.add(
        Row.media(
            "no a=rtpmap for a dynamic payload type",
            "m=video 0 RTP/AVP 96",
            sdp -> {
              assertThat(sdp.track().encoding()).isEmpty();
              assertThat(sdp.track().clockRate()).isZero();
              assertThat(sdp.track().playable()).isTrue();
            },
            SdpQuirks.SDP_NO_RTPMAP));
    rows.add(map("96 H264/90000 ", "H264", 90_000, 0, SdpQuirks.SDP_BLANKS));
    rows.add(map("96  H264/90000", "H264", 90_000, 0, SdpQuirks.SDP_RTPMAP));
    rows.add(map("96H264/90000", "H264", 90_000, 0, SdpQuirks.SDP_RTPMAP));
    rows.add(map("96 H264 / 90000", "H264", 90_000, 0, SdpQuirks.SDP_RTPMAP));
    rows.add(map(" 96 H264/90000", "H264", 90_000, 0, SdpQuirks.SDP_BLANKS));
    rows.add(map("96 h264/90000", "h264", 90_000, 0));
    rows.add(map("96 H264", "H264", 90_000, 0, SdpQuirks.SDP_CLOCK_RATE));
    rows.add(map("96 H264/0", "H264", 90_000, 0, SdpQuirks.SDP_CLOCK_RATE));
    rows.add(map("96 H264/x", "H264", 90_000, 0, SdpQuirks.SDP_CLOCK_RATE));
    rows.add(map("96 X-OTHER/0", "X-OTHER", 0, 0, SdpQuirks.SDP_CLOCK_RATE));
    rows.add(map("96 PCMU/8000/1", "PCMU", 8_000, 1));
    rows.add(map("96 L16/8000", "L16", 8_000, 0));
    rows.add(map("96 G722/16000", "G722", 8_000, 0, SdpQuirks.SDP_CLOCK_RATE));
    rows.add(map("96 opus/48000/2", "opus", 48_000, 2));
    rows.add(map("96 OPUS/48000/1", "OPUS", 48_000, 2, SdpQuirks.SDP_CLOCK_RATE));
    rows.add(map("96 Opus/48000", "Opus", 48_000, 2, SdpQuirks.SDP_CLOCK_RATE));
    rows.add(
        Row.media(
            "static payload type with a map of its own",
            "m=audio 0 RTP/AVP 0\na=rtpmap:0 MPEG4-GENERIC/16000/2",
            sdp -> {
              assertThat(media(sdp).rtpMap(0)).contains(new RtpMap(0, "MPEG4-GENERIC", 16_000, 2));
              assertThat(sdp.track().channels()).isEqualTo(2);
            }));
    rows.add(
        Row.media(
            "audio without channels has one",
            "m=audio 0 RTP/AVP 97\na=rtpmap:97 mpeg4-generic/8000",
            sdp -> assertThat(sdp.track().channels()).isEqualTo(1)));
    rows.add(
        Row.media(
            "AC3 without channels has six [Media3]",
            "m=audio 0 RTP/AVP 97\na=rtpmap:97 ac3/48000",
            sdp -> assertThat(sdp.track().channels()).isEqualTo(6)));
    rows.add(
        Row.media(
            "a=rtpmap without a value [rtsp-client-android]",
            "m=audio 0 RTP/AVP 8\na=rtpmap\na=rtpmap:\na=rtpmap:8\na=rtpmap:x PCMA/8000",
            sdp -> assertThat(sdp.track().encoding()).isEqualTo("PCMA"),
            SdpQuirks.SDP_RTPMAP));
    rows.add(
        Row.media(
            "a=rtpmap in another case",
            "m=video 0 RTP/AVP 96\na=RTPMAP:96 H264/90000",
            sdp -> {
              assertThat(sdp.track().encoding()).isEqualTo("H264");
              assertThat(media(sdp).attributes().get(0).name()).isEqualTo("RTPMAP");
              assertThat(media(sdp).hasAttribute("rtpmap")).isFalse();
            },
            SdpQuirks.SDP_LETTER_CASE));
    rows.add(
        Row.media(
            "two a=rtpmap:0, the second as RFC 3551 has it",
            "m=audio 0 RTP/AVP 0\na=rtpmap:0 PCMA/8000\na=rtpmap:0 PCMU/8000",
            sdp -> assertThat(media(sdp).rtpMap(0)).contains(new RtpMap(0, "PCMU", 8_000, 0)),
            SdpQuirks.SDP_RTPMAP));
    rows.add(
        Row.media(
            "two a=rtpmap:0, the first as RFC 3551 has it",
            "m=audio 0 RTP/AVP 0\na=rtpmap:0 pcmu/8000/1\na=rtpmap:0 L16/44100",
            sdp -> assertThat(media(sdp).rtpMap(0)).contains(new RtpMap(0, "pcmu", 8_000, 1)),
            SdpQuirks.SDP_RTPMAP));
    rows.add(
        Row.media(
            "two a=rtpmap:0, neither as RFC 3551 has it",
            "m=audio 0 RTP/AVP 0\na=rtpmap:0 MPEG4-GENERIC/16000\na=rtpmap:0 PCMA/8000",
            sdp ->
                assertThat(media(sdp).rtpMap(0))
                    .contains(new RtpMap(0, "MPEG4-GENERIC", 16_000, 0)),
            SdpQuirks.SDP_RTPMAP));
    rows.add(
        Row.media(
            "two a=rtpmap:96 that differ: the first counts",
            "m=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000\na=rtpmap:96 H265/90000",
            sdp -> assertThat(sdp.track().encoding()).isEqualTo("H264"),
            SdpQuirks.SDP_RTPMAP));
    rows.add(
        Row.media(
            "two a=rtpmap:0 that say the same",
            "m=audio 0 RTP/AVP 0\na=rtpmap:0 PCMU/8000\na=rtpmap:0 pcmu/8000/1",
            sdp -> assertThat(sdp.track().encoding()).isEqualTo("PCMU")));
    return rows;
  }

  private static List<Row> directions() {
    return List.of(
        Row.media(
            "a=sendonly beside others is a back channel [ONVIF]",
            SOUND_VIDEO + "a=recvonly\nm=audio 0 RTP/AVP 0\na=sendonly",
            sdp -> {
              assertThat(sdp.tracks()).extracting(Track::playable).containsExactly(true, false);
              assertThat(sdp.tracks())
                  .extracting(Track::direction)
                  .containsExactly(TrackDirection.RECEIVE, TrackDirection.SEND);
              assertThat(sdp.tracks().get(1).unplayableReason()).isEmpty();
            }),
        Row.media(
            "a back channel by SRTP [ONVIF]",
            SOUND_VIDEO + "a=recvonly\nm=audio 0 RTP/SAVP 0\na=sendonly",
            sdp -> {
              assertThat(sdp.tracks().get(1).direction()).isEqualTo(TrackDirection.SEND);
              assertThat(sdp.tracks().get(1).unplayableReason().orElseThrow()).contains("SRTP");
            }),
        Row.lines(
            "a=sendonly of the session",
            Sdp.SESSION + "a=sendonly\n" + SOUND_VIDEO,
            sdp -> {
              assertThat(sdp.track().playable()).isTrue();
              assertThat(sdp.track().direction()).isEqualTo(TrackDirection.RECEIVE);
            },
            SdpQuirks.SDP_DIRECTION),
        Row.media(
            "a=sendonly of video [CV-RTSPHandler]",
            SOUND_VIDEO + "a=sendonly\nm=audio 0 RTP/AVP 0",
            sdp -> assertThat(sdp.tracks()).allMatch(Track::playable),
            SdpQuirks.SDP_DIRECTION),
        Row.media(
            "a=sendonly of metadata, beside a back channel",
            SOUND_VIDEO
                + "m=application 0 RTP/AVP 107\na=rtpmap:107 vnd.onvif.metadata/90000\na=sendonly\n"
                + "m=audio 0 RTP/AVP 0\nm=audio 0 RTP/AVP 8\na=sendonly",
            sdp ->
                assertThat(sdp.tracks())
                    .extracting(Track::playable)
                    .containsExactly(true, true, true, false),
            SdpQuirks.SDP_DIRECTION),
        Row.media(
            "a=sendonly of metadata and of the only audio",
            SOUND_VIDEO
                + "m=application 0 RTP/AVP 107\na=rtpmap:107 vnd.onvif.metadata/90000\na=sendonly\n"
                + "m=audio 0 RTP/AVP 8\na=sendonly",
            sdp -> assertThat(sdp.tracks()).allMatch(Track::playable),
            SdpQuirks.SDP_DIRECTION),
        Row.media(
            "a=inactive of one",
            SOUND_VIDEO + "m=audio 0 RTP/AVP 8\na=inactive",
            sdp -> {
              assertThat(sdp.tracks()).extracting(Track::playable).containsExactly(true, false);
              assertThat(sdp.tracks().get(1).unplayableReason()).contains("it is inactive");
            }),
        Row.media(
            "a=inactive of all [minisatip]",
            SOUND_VIDEO + "a=inactive\nm=audio 0 TCP/X 8\na=inactive",
            sdp ->
                assertThat(sdp.tracks()).extracting(Track::playable).containsExactly(true, false)));
  }

  private static List<Row> limits() {
    return List.of(
        Row.media(
            "more than 64 media",
            "m=audio 0 RTP/AVP 8\n".repeat(65) + "a=control:beyond",
            sdp -> {
              assertThat(sdp.tracks()).hasSize(64).allMatch(Track::playable);
              assertThat(sdp.tracks().get(63).control()).isEmpty();
            },
            SdpQuirks.SDP_LIMIT),
        Row.media(
            "more than 64 payload types",
            "m=audio 0 RTP/AVP 8 "
                + IntStream.range(0, 70)
                    .mapToObj(i -> i % 2 == 0 ? "0" : "8")
                    .collect(Collectors.joining(" ")),
            sdp -> assertThat(media(sdp).payloadTypes()).hasSize(64),
            SdpQuirks.SDP_LIMIT),
        Row.media(
            "more than 1,024 attributes",
            SOUND_VIDEO + "a=x\n".repeat(1_100) + "a=control:beyond",
            sdp -> {
              assertThat(media(sdp).attributes()).hasSize(1_024);
              assertThat(sdp.description().warnings()).hasSizeLessThanOrEqualTo(256);
              assertThat(sdp.track().encoding()).isEqualTo("H264");
            },
            SdpQuirks.SDP_LIMIT),
        Row.lines(
            "more than 64 of the other lines",
            Sdp.SESSION
                + "b=AS:1\n".repeat(65)
                + "t=1 2\n".repeat(65)
                + "m=video 0 RTP/AVP 26\n"
                + "c=IN IP4 192.0.2.1\n".repeat(65),
            sdp -> {
              assertThat(sdp.description().bandwidths()).hasSize(64);
              assertThat(sdp.description().times()).hasSize(64);
              assertThat(media(sdp).connections()).hasSize(64);
            },
            SdpQuirks.SDP_LINE_ORDER,
            SdpQuirks.SDP_LIMIT));
  }

  private static MediaDescription media(Sdp sdp) {
    return sdp.description().media().get(0);
  }

  /** A media that can't be read, between two that can. */
  private static Row unreadable(String name, String line, String reason) {
    return Row.media(
        name,
        SOUND_VIDEO + line + "\na=control:odd\nm=audio 0 RTP/AVP 8",
        sdp -> {
          assertThat(sdp.tracks()).extracting(Track::playable).containsExactly(true, false, true);
          Track odd = sdp.tracks().get(1);
          assertThat(odd.description().problem()).isEqualTo(odd.unplayableReason());
          assertThat(odd.unplayableReason().orElseThrow())
              .contains(reason)
              .contains(line.substring(2));
          assertThat(odd.control()).isEqualTo("odd");
          assertThat(sdp.description().toSdp()).contains("\r\n" + line + "\r\n");
        },
        line.contains("128")
            ? new Quirk[] {SdpQuirks.SDP_MEDIA_UNREADABLE, SdpQuirks.SDP_PAYLOAD_TYPE}
            : new Quirk[] {SdpQuirks.SDP_MEDIA_UNREADABLE});
  }

  private static Row protocol(String protocol, boolean playable, Quirk... quirks) {
    return Row.media(
        "protocol " + protocol,
        "m=video 8048 " + protocol + " 33",
        sdp -> {
          assertThat(media(sdp).protocol()).isEqualTo(protocol);
          assertThat(sdp.track().encoding()).isEqualTo("MP2T");
          assertThat(sdp.track().playable()).isEqualTo(playable);
          assertThat(sdp.track().unplayableReason().orElse("SRTP is not RTP"))
              .contains(protocol.contains("SAVP") ? "SRTP" : "not RTP");
        },
        quirks);
  }

  private static Row map(
      String value, String encoding, int clockRate, int channels, Quirk... quirks) {
    return Row.media(
        "a=rtpmap:" + value.replace(' ', '\u2423'),
        "m=video 0 RTP/AVP 96\na=rtpmap:" + value,
        sdp ->
            assertThat(media(sdp).rtpMap(96))
                .contains(new RtpMap(96, encoding, clockRate, channels)),
        quirks);
  }
}
