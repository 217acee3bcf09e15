package io.rtsper.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.Quirk;
import io.rtsper.api.media.MediaKind;
import io.rtsper.api.media.Track;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.RtpMap;
import io.rtsper.api.sdp.SdpAttribute;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What devices are known to send, each in the shape in which it is described. {@code retina},
 * {@code gortsplib}, {@code mediamtx}, {@code go2rtc} and {@code moonfire} say where it is known
 * from.
 */
final class DeviceRows {

  private static final String H264 = "m=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000\n";

  private DeviceRows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>(wholeDescriptions());
    rows.addAll(sessionLines());
    rows.addAll(mediaLines());
    rows.addAll(formats());
    return List.copyOf(rows);
  }

  private static List<Row> wholeDescriptions() {
    return List.of(
        Row.lines(
            "macro-video (V380) [retina#52, moonfire#187]",
            """
            v=0
            s=streamed by the macro-video rtsp server
            t=0 0
            a=control:*
            a=range:npt=0-
            m=video 0 RTP/AVP 96
            a=rtpmap:96 H264/90000
            a=fmtp:96 packetization-mode=1;profile-level-id=TeAo;sprop-parameter-sets=Z0LAHg==,aM4G4g==
            a=control:trackID=0
            c=IN IP4 0.0.0.0
            """,
            sdp -> {
              assertThat(sdp.track().encoding()).isEqualTo("H264");
              assertThat(media(sdp).connection()).isPresent();
              assertThat(media(sdp).spropParameterSets()).hasSize(2);
            },
            SdpQuirks.SDP_MISSING_LINE,
            SdpQuirks.SDP_LINE_ORDER),
        Row.lines(
            "Geovision [retina#33]",
            """
            v=0
            o=- 1 1 IN IP4 192.0.2.1
            s=IP camera
            c=IN IP4 192.0.2.1
            m=video 0 RTP/AVP 96
            a=rtpmap:96 H264/90000
            a=fmtp:96 packetization-mode=1;DecoderTag=h3c-v3 RTCP=0
            a=control:track1
            """,
            sdp ->
                assertThat(sdp.track().parameters()).containsEntry("decodertag", "h3c-v3 RTCP=0"),
            SdpQuirks.SDP_MISSING_LINE),
        Row.raw(
            "Anpviz, Anjvision [retina#26]",
            """
            v=0
            o=- 1 1 IN IP4 x.y.z.w
            s=RTSP Session
            c=IN IP4 0.0.0.0
            a=tool:LIVE555 Streaming Media v2011.05.25 CHAM.LI@ANJVISION.COM
            t=0 0
            m=audio 0 RTP/AVP 0
            a=rtpmap:0 MPEG4-GENERIC/16000/2
            a=fmtp:0 config=1408
            a=control:track2"""
                .replace("\n", "\r\n"),
            sdp -> {
              assertThat(sdp.track().encoding()).isEqualTo("MPEG4-GENERIC");
              assertThat(sdp.track().channels()).isEqualTo(2);
              assertThat(media(sdp).config()).contains(new byte[] {0x14, 0x08});
              assertThat(sdp.description().attribute("tool").orElseThrow()).contains("LIVE555");
            },
            SdpQuirks.SDP_LINE_ORDER,
            SdpQuirks.SDP_NO_FINAL_LINE_ENDING),
        Row.lines(
            "TP-LINK TL-IPC44AW-COLOR, Mercury [moonfire#238, gortsplib#509, mediamtx#1267]",
            """
            v=0
            o=- 14665860 31787219 1 IN IP4 192.0.2.1
            s=Session streamed by "TP-LINK RTSP Server"
            c=IN IP4 0.0.0.0
            t=0 0
            m=video 0 RTP/AVP 96
            a=rtpmap:96 H264/90000
            a=control:track1
            m=audio 0 RTP/AVP 8
            a=rtpmap:8 PCMA/8000
            a=control:track2
            m=application/TP-LINK 0 RTP/AVP smart/1/90000
            a=rtpmap:95 TP-LINK/90000
            a=control:track3
            """,
            sdp -> {
              assertThat(sdp.tracks())
                  .extracting(Track::playable)
                  .containsExactly(true, true, false);
              assertThat(sdp.tracks().get(2).unplayableReason().orElseThrow())
                  .isEqualTo(
                      "its m= line names no payload type: "
                          + "application/TP-LINK 0 RTP/AVP smart/1/90000");
              assertThat(sdp.description().origin().sessionId()).isEqualTo("31787219");
            },
            SdpQuirks.SDP_ORIGIN,
            SdpQuirks.SDP_PAYLOAD_TYPE,
            SdpQuirks.SDP_MEDIA_UNREADABLE),
        Row.lines(
            "VStarcam [retina]",
            Sdp.SESSION + H264 + "a=control:0\nm=audio 0 RTP/AVP 8\t \na=control:1\n\n",
            sdp -> {
              assertThat(sdp.tracks()).allMatch(Track::playable);
              assertThat(sdp.tracks().get(1).encoding()).isEqualTo("PCMA");
            },
            SdpQuirks.SDP_BLANKS,
            SdpQuirks.SDP_BLANK_LINE),
        Row.media(
            "Ubiquiti UVC (EvoStream) [retina#65]",
            """
            m=audio 0 RTP/AVP 96
            a=rtpmap:96 mpeg4-generic/11025/1
            a=fmtp:96 streamtype=5; mode=AAC-hbr; config=1508; SizeLength=13; IndexLength=3
            a=control:trackID=0
            m=audio 0 RTP/AVP 96
            a=rtpmap:96 opus/48000/2
            a=fmtp:96
            a=control:trackID=1""",
            sdp -> {
              assertThat(sdp.tracks().get(0).parameters()).containsEntry("sizelength", "13");
              assertThat(sdp.tracks().get(1).parameters()).isEmpty();
              assertThat(sdp.tracks().get(1).encoding()).isEqualTo("OPUS");
            },
            SdpQuirks.SDP_FMTP),
        Row.media(
            "Wowza [retina]",
            H264 + "a=range:npt=0- 596.48\na=control:trackID=1",
            sdp -> assertThat(media(sdp).range()).contains("npt=0- 596.48")),
        Row.media(
            "Luckfox rkipc [retina]",
            "m=video 0 RTP/AVP 96\na=control:track1\na=tool:x\na=rtpmap:96 H264/90000",
            sdp -> {
              assertThat(sdp.track().control()).isEqualTo("track1");
              assertThat(sdp.track().encoding()).isEqualTo("H264");
            }),
        Row.media(
            "Hikvision [retina]",
            H264
                + "a=fmtp:96 profile-level-id=420029; packetization-mode=1\n"
                + "a=Media_header:MEDIAINFO=494D4B48\n"
                + "a=control:rtsp://192.0.2.1/Streaming/Channels/101/trackID=1?a=b",
            sdp ->
                assertThat(sdp.track().control())
                    .isEqualTo("rtsp://192.0.2.1/Streaming/Channels/101/trackID=1?a=b")),
        Row.lines(
            "Sony SNC-WR630, Wisenet NVR [mediamtx#85, #3583]",
            """
            v=0
            s=-
            a=control:*
            c=IN IP4 0.0.0.0
            t=0 0
            m=video 0 RTP/AVP 26
            """,
            sdp -> assertThat(sdp.track().encoding()).isEqualTo("JPEG"),
            SdpQuirks.SDP_LINE_ORDER,
            SdpQuirks.SDP_MISSING_LINE));
  }

  private static List<Row> sessionLines() {
    return List.of(
        origin("LiveReporter [mediamtx#75]", "-0 0 IN IP4 h", "h"),
        origin("Y-CAM, Axis 221 [mediamtx#2708]", "- -1 -2 IN IP4 h", "h"),
        origin(
            "Amcrest, Rockchip, Mercury [mediamtx#127, gortsplib#201]",
            "Inno Fuzhou 1 1 IN IP4 h",
            "h"),
        origin("three devices [gortsplib#60, #112]", "- 0XAC4EC96E E3A IN IP4 h", "h"),
        origin("Altasec NVR [mediamtx#121, #2762]", "- 1 1 IN IP4", ""),
        origin("Vurix NVR [mediamtx#2128]", "- 1 1 IN IPV4 h", "h"),
        origin("Verint [mediamtx#5292]", "- 1 1 IP IP4 h", "h"),
        origin("Uniview [gortsplib#618, mediamtx#5008]", "- 1001 1 IN", ""),
        origin("decimal numbers [mediamtx#2558]", "- 1698210484.879535 1 IN IP4 h", "h"),
        Row.instead(
            "IOI trk-101 [gortsplib#116]",
            "o=- 1 1 IN IP4 192.0.2.1",
            "o=- 1 1 IN IP4 192.0.2.1 \n",
            LineRows::isVideo,
            SdpQuirks.SDP_BLANKS),
        connection("Hik Media Server [mediamtx#227]", "IN c=IN IP4 0.0.0.0", "0.0.0.0"),
        connection("FritzBox 6660 [mediamtx#1119]", "In IP4 192.0.2.1", "192.0.2.1"),
        connection("Vurix NVR [mediamtx#2128]", "IN IPV4 192.0.2.1", "192.0.2.1"),
        connection("Avigilon [gortsplib#501]", "SM SM spk0", "spk0"),
        connection("no address type [gortsplib#1025]", "IN 198.51.100.1", "198.51.100.1"),
        Row.instead(
            "Uniview [gortsplib#618]",
            "c=IN IP4 0.0.0.0",
            "c=IN \n",
            LineRows::isVideo,
            SdpQuirks.SDP_CONNECTION,
            SdpQuirks.SDP_BLANKS),
        Row.instead(
            "FLIR [gortsplib#85]",
            "t=0 0",
            "t=now-\n",
            sdp -> {
              LineRows.isVideo(sdp);
              assertThat(sdp.description().times().get(0).raw()).isEqualTo("now-");
            },
            SdpQuirks.SDP_TIME),
        Row.instead(
            "AJA encoder [gortsplib#879]",
            "t=0 0",
            "t=0 0\nr=0 0\n",
            sdp -> assertThat(sdp.description().times().get(0).repeats()).containsExactly("0 0"),
            SdpQuirks.SDP_TIME),
        Row.instead(
            "VLC [mediamtx#115, #136, #948]",
            "t=0 0",
            "b=RR:0\nb=RS:0\nb=TIAS:1000\nt=0 0\n",
            sdp -> assertThat(sdp.description().bandwidths()).hasSize(3)),
        Row.lines(
            "no session name [mediamtx#2473]",
            Sdp.VIDEO.replace("s=camera\n", ""),
            sdp -> assertThat(sdp.track().playable()).isTrue(),
            SdpQuirks.SDP_MISSING_LINE),
        Row.lines(
            "several s=, also inside media [go2rtc, WebRTC#417]",
            Sdp.VIDEO + "s=inside\nm=audio 0 RTP/AVP 0\ns=again\nt=1 2\n",
            sdp -> {
              assertThat(sdp.description().sessionName()).isEqualTo("camera");
              assertThat(sdp.tracks()).hasSize(2).allMatch(Track::playable);
            },
            SdpQuirks.SDP_LINE_ORDER,
            SdpQuirks.SDP_MISPLACED_LINE,
            SdpQuirks.SDP_DUPLICATE_LINE),
        Row.lines(
            "only m= lines [gortsplib#448]",
            "m=video 0 RTP/AVP 26\nm=audio 0 RTP/AVP 8\n",
            sdp -> assertThat(sdp.tracks()).hasSize(2).allMatch(Track::playable),
            SdpQuirks.SDP_MISSING_LINE),
        Row.instead(
            "session-level control only [mediamtx#683]",
            "t=0 0",
            "t=0 0\na=control:rtsp://192.0.2.1/base/\n",
            sdp -> assertThat(sdp.description().control()).contains("rtsp://192.0.2.1/base/")));
  }

  private static List<Row> mediaLines() {
    return List.of(
        Row.media(
            "some ISPs [mediamtx#120, retina PR#94]",
            "m=video 8048 MP2T/AVP 33",
            sdp -> {
              assertThat(sdp.track().encoding()).isEqualTo("MP2T");
              assertThat(sdp.track().playable()).isTrue();
            },
            SdpQuirks.SDP_MEDIA_PROTOCOL),
        Row.media(
            "UDP Technology [gortsplib#474]",
            "m=metadata 0 RTP/AVP 100\na=rtpmap:100 METADATA/90000",
            sdp -> assertThat(sdp.track().kind()).isEqualTo(MediaKind.APPLICATION)),
        Row.media(
            "BZBGEAR [gortsplib#1068]",
            "m=meta 0 RTP/AVP 123\na=rtpmap:123 META /0",
            sdp -> {
              assertThat(sdp.track().encoding()).isEqualTo("META");
              assertThat(sdp.track().clockRate()).isZero();
              assertThat(sdp.track().playable()).isTrue();
            },
            SdpQuirks.SDP_RTPMAP,
            SdpQuirks.SDP_CLOCK_RATE),
        Row.media(
            "m=vana [go2rtc#1278]",
            H264 + "m=vana",
            sdp ->
                assertThat(sdp.tracks()).extracting(Track::playable).containsExactly(true, false),
            SdpQuirks.SDP_MEDIA_UNREADABLE),
        Row.media(
            "Bosch, payload type 35 [gortsplib#632]",
            "m=video 0 RTP/AVP 35\na=rtpmap:35 H264/90000",
            sdp -> {
              assertThat(sdp.track().payloadType()).isEqualTo(35);
              assertThat(sdp.track().encoding()).isEqualTo("H264");
            }),
        Row.media(
            "IDS uEye, D-Link [mediamtx#5074, go2rtc#771]",
            H264 + "a=sendonly\nm=audio 0 RTP/AVP 8\na=sendonly",
            sdp -> assertThat(sdp.tracks()).allMatch(Track::playable),
            SdpQuirks.SDP_DIRECTION),
        Row.media(
            "Foscam, H264DVR [retina]",
            "m=audio 0 RTP/AVP 0",
            sdp -> assertThat(sdp.track().encoding()).isEqualTo("PCMU")),
        Row.media(
            "GW4089IP: PCMU on payload type 8 [retina]",
            "m=audio 0 RTP/AVP 8\na=rtpmap:8 PCMU/8000/1",
            sdp -> assertThat(sdp.track().encoding()).isEqualTo("PCMU")),
        Row.media(
            "Dahua: G723.1 [retina]",
            "m=audio 0 RTP/AVP 4\na=rtpmap:4 G723.1/8000",
            sdp -> assertThat(sdp.track().encoding()).isEqualTo("G723.1")),
        Row.media(
            "Hikvision: PCM on payload type 11 [go2rtc]",
            "m=audio 0 RTP/AVP 11\na=rtpmap:11 PCM/48000",
            sdp -> {
              assertThat(sdp.track().encoding()).isEqualTo("PCM");
              assertThat(sdp.track().clockRate()).isEqualTo(48_000);
            }),
        Row.media(
            "Opus without channels [gortsplib#761, mediamtx#4046]",
            "m=audio 0 RTP/AVP 97\na=rtpmap:97 Opus/48000",
            sdp -> assertThat(sdp.track().channels()).isEqualTo(2),
            SdpQuirks.SDP_CLOCK_RATE),
        Row.media(
            "LPCM without channels [gortsplib]",
            "m=audio 0 RTP/AVP 97\na=rtpmap:97 L16/48000",
            sdp -> assertThat(sdp.track().channels()).isEqualTo(1)),
        Row.media(
            "application without a clock rate [gortsplib]",
            "m=application 0 RTP/AVP 98\na=rtpmap:98 custom",
            sdp -> assertThat(sdp.track().clockRate()).isZero(),
            SdpQuirks.SDP_CLOCK_RATE));
  }

  private static List<Row> formats() {
    return List.of(
        Row.media(
            "IPCAM C9F0SeZ3N0PbL0, H264DVR: rtpmap [moonfire#213]",
            "m=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000 ",
            sdp -> assertThat(media(sdp).rtpMap(96)).contains(new RtpMap(96, "H264", 90_000, 0)),
            SdpQuirks.SDP_BLANKS),
        Row.media(
            "IPCAM C9F0SeZ3N0PbL0, H264DVR: framerate [moonfire#213]",
            H264 + "a=framerate:0S\na=framerate:25",
            sdp -> assertThat(media(sdp).framerate()).hasValue(25),
            SdpQuirks.SDP_FRAMERATE),
        Row.media(
            "Milestone XProtect [gortsplib#953]: a zero byte behind the MIKEY message",
            "m=video 0 RTP/SAVP 96\na=rtpmap:96 H264/90000\n"
                + "a=key-mgmt:mikey AQAFgAAAAAAAAAAAAAAAAAA=",
            sdp -> {
              assertThat(media(sdp).keyMgmt().orElseThrow().data())
                  .isEqualTo("AQAFgAAAAAAAAAAAAAAAAAA=");
              assertThat(sdp.track().unplayableReason().orElseThrow()).contains("SRTP");
            }),
        Row.media(
            "Eufy T8400 [go2rtc#155]: a profile-level-id that the parameter sets contradict",
            H264
                + "a=fmtp:96 packetization-mode=1;profile-level-id=420029;"
                + "sprop-parameter-sets=Z00AHw==,aO48gA==",
            sdp -> {
              assertThat(media(sdp).fmtp(96)).containsEntry("profile-level-id", "420029");
              assertThat(media(sdp).spropParameterSets().get(0)[1]).isEqualTo((byte) 0x4D);
            }),
        Row.media(
            "Reolink [retina]",
            "m=audio 0 RTP/AVP 97\na=rtpmap:97 MPEG4-GENERIC/16000\n"
                + "a=fmtp:97 streamtype=5;mode=AAC-hbr;config=1408;profile=1;",
            sdp -> assertThat(sdp.track().parameters()).containsEntry("profile", "1").hasSize(4),
            SdpQuirks.SDP_FMTP_EMPTY_PARAMETER),
        Row.media(
            "VLC server [retina#103]",
            H264 + "a=fmtp:96 packetization-mode=1;sprop-parameter-sets=Z0LAHg==,aM4G4g==;",
            sdp -> assertThat(media(sdp).spropParameterSets()).hasSize(2),
            SdpQuirks.SDP_FMTP_EMPTY_PARAMETER),
        Row.media(
            "v4l2rtspserver [retina]",
            H264 + "a=fmtp:96 ",
            sdp -> assertThat(sdp.track().parameters()).isEmpty(),
            SdpQuirks.SDP_FMTP,
            SdpQuirks.SDP_BLANKS),
        Row.media(
            "fmtp under another media [go2rtc, WebRTC#419]",
            H264 + "m=audio 0 RTP/AVP 8\na=fmtp:96 packetization-mode=1",
            sdp -> {
              assertThat(sdp.tracks().get(0).parameters()).containsEntry("packetization-mode", "1");
              assertThat(sdp.tracks().get(1).parameters()).isEmpty();
              assertThat(sdp.description().media().get(1).attributes())
                  .containsExactly(new SdpAttribute("fmtp", "96 packetization-mode=1"));
            },
            SdpQuirks.SDP_FORMAT_ELSEWHERE),
        Row.media(
            "AVoIP encoder [mediamtx#4183]",
            "m=audio 0 RTP/AVP 97\na=rtpmap:97 mpeg4-generic/48000/2\n"
                + "a=fmtp:97 mode=AAC_hbr; config=1190",
            sdp -> assertThat(sdp.track().parameters()).containsEntry("mode", "AAC_hbr")),
        Row.media(
            "AAC without indexlength [gortsplib]",
            "m=audio 0 RTP/AVP 97\na=rtpmap:97 mpeg4-generic/48000/2\n"
                + "a=fmtp:97 mode=AAC-hbr; config=1190; sizelength=13",
            sdp -> assertThat(sdp.track().parameters()).doesNotContainKey("indexlength")),
        // 67 42 c0 1e 00 00 00 01 and 68 ce 06 e2 00 00 00 01
        sets(
            "GW4089IP, Tenda CP3PRO: start code as suffix [moonfire#331, #213]",
            "sprop-parameter-sets=Z0LAHgAAAAE=,aM4G4gAAAAE=",
            "6742c01e 68ce06e2",
            SdpQuirks.SDP_PARAMETER_SETS_START_CODE),
        // 00 00 00 01 67 42 c0 1e and 00 00 01 68 ce 06 e2
        sets(
            "Revotech: start code as prefix [gortsplib#402]",
            "sprop-parameter-sets=AAAAAWdCwB4=,AAABaM4G4g==",
            "6742c01e 68ce06e2",
            SdpQuirks.SDP_PARAMETER_SETS_START_CODE),
        sets(
            "a third field [mediamtx#2348]",
            "sprop-parameter-sets=Z0LAHg==,aM4G4g==,aM4G4w==",
            "6742c01e 68ce06e2 68ce06e3"),
        sets(
            "empty parameter sets [gortsplib]",
            "sprop-parameter-sets=",
            "",
            SdpQuirks.SDP_PARAMETER_SETS),
        // Without a NAL header: 42 c0 1e 00 00; only a decoder can tell.
        sets("VStarcam: no NAL header [retina#42]", "sprop-parameter-sets=QsAeAAA=", "42c01e"),
        Row.media(
            "Uniview, H.265 without parameter sets [crumbvms#590, androidx/media#2208]",
            "m=video 0 RTP/AVP 96\na=rtpmap:96 H265/90000\na=fmtp:96 profile-id=1",
            sdp -> {
              assertThat(media(sdp).spropParameterSets()).isEmpty();
              assertThat(sdp.track().playable()).isTrue();
            }),
        Row.media(
            "H.265 with some of its parameter sets [go2rtc#1588]",
            "m=video 0 RTP/AVP 96\na=rtpmap:96 H265/90000\na=fmtp:96 sprop-sps=QgE=",
            sdp -> assertThat(media(sdp).spropParameterSets()).hasSize(1)));
  }

  private static MediaDescription media(Sdp sdp) {
    return sdp.description().media().get(0);
  }

  private static Row origin(String name, String value, String address) {
    return Row.instead(
        name + " o=" + value,
        "o=- 1 1 IN IP4 192.0.2.1",
        "o=" + value + "\n",
        sdp -> {
          LineRows.isVideo(sdp);
          assertThat(sdp.description().origin().raw()).isEqualTo(value);
          assertThat(sdp.description().origin().address()).isEqualTo(address);
        },
        SdpQuirks.SDP_ORIGIN);
  }

  private static Row connection(String name, String value, String address) {
    return Row.instead(
        name + " c=" + value,
        "c=IN IP4 0.0.0.0",
        "c=" + value + "\n",
        sdp -> {
          LineRows.isVideo(sdp);
          assertThat(sdp.description().connection().orElseThrow().address()).isEqualTo(address);
        },
        SdpQuirks.SDP_CONNECTION);
  }

  private static Row sets(String name, String parameters, String units, Quirk... quirks) {
    return Row.media(
        name,
        H264 + "a=fmtp:96 " + parameters,
        sdp ->
            assertThat(
                    media(sdp).spropParameterSets().stream()
                        .map(HexFormat.of()::formatHex)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(units),
        quirks);
  }
}
