package io.rtsper.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.Quirk;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.MediaDirection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Odd {@code a=fmtp}, parameter sets, configurations and other attributes. */
final class FormatRows {

  private static final String VIDEO = "m=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000\n";

  private FormatRows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>(formatParameters());
    rows.addAll(parameterSets());
    rows.addAll(configurations());
    rows.addAll(otherAttributes());
    return List.copyOf(rows);
  }

  private static List<Row> formatParameters() {
    return List.of(
        Row.media(
            "a=fmtp for a payload type that is nowhere [gortsplib#658]",
            VIDEO + "a=fmtp:97 mode=1",
            sdp -> assertThat(media(sdp).fmtp(96)).isEmpty(),
            SdpQuirks.SDP_FORMAT_ELSEWHERE),
        Row.media(
            "a=fmtp:0 for H.264 [androidx/media#2701]",
            VIDEO + "a=fmtp:0 packetization-mode=1",
            sdp -> {
              assertThat(sdp.track().parameters()).isEmpty();
              assertThat(sdp.track().playable()).isTrue();
            },
            SdpQuirks.SDP_FORMAT_ELSEWHERE),
        fmtp("a=fmtp", Map.of(), SdpQuirks.SDP_FMTP),
        fmtp("a=fmtp:", Map.of(), SdpQuirks.SDP_FMTP),
        fmtp("a=fmtp:x", Map.of(), SdpQuirks.SDP_FMTP),
        fmtp("a=fmtp:96", Map.of(), SdpQuirks.SDP_FMTP),
        fmtp(
            "a=fmtp:96packetization-mode=1", Map.of("packetization-mode", "1"), SdpQuirks.SDP_FMTP),
        fmtp("a=fmtp:96 a=1 ; b=2", Map.of("a", "1", "b", "2")),
        fmtp("a=fmtp:96 a = 1; b= 2", Map.of("a", "1", "b", "2"), SdpQuirks.SDP_FMTP),
        fmtp("a=fmtp:96 a=1;", Map.of("a", "1"), SdpQuirks.SDP_FMTP_EMPTY_PARAMETER),
        fmtp("a=fmtp:96 ;;a=1; ;", Map.of("a", "1"), SdpQuirks.SDP_FMTP_EMPTY_PARAMETER),
        fmtp("a=fmtp:96 =;a=1", Map.of("a", "1")),
        fmtp("a=fmtp:96 a=1;A=2", Map.of("a", "1"), SdpQuirks.SDP_FMTP_DUPLICATE_PARAMETER),
        fmtp("a=fmtp:96 a=1\na=fmtp:96 a=2;b=3", Map.of("a", "1", "b", "3")),
        fmtp("a=fmtp:96 a;b=", Map.of("a", "", "b", "")),
        fmtp("a=fmtp:96 0-15", Map.of("0-15", "")),
        fmtp("a=fmtp:96 Profile-Level-ID=TeAo", Map.of("profile-level-id", "TeAo")),
        fmtp("a=fmtp:96 x=\"1;2\";y=\"3\"", Map.of("x", "1;2", "y", "3")),
        fmtp("a=fmtp:96 x=\"1;y=2", Map.of("x", "\"1", "y", "2")),
        Row.media(
            "more than 64 parameters",
            VIDEO
                + "a=fmtp:96 "
                + IntStream.range(0, 100)
                    .mapToObj(i -> "p" + i + "=" + i)
                    .collect(Collectors.joining(";")),
            sdp -> assertThat(media(sdp).fmtp(96)).hasSize(64).containsEntry("p63", "63"),
            SdpQuirks.SDP_LIMIT));
  }

  private static List<Row> parameterSets() {
    return List.of(
        sets("sprop-parameter-sets=Z0LAHg==,aM4G4g==", "6742c01e 68ce06e2"),
        sets("sprop-parameter-sets=aM4G4g==,Z0LAHg==", "68ce06e2 6742c01e"),
        sets("sprop-parameter-sets=Z0LAHg==", "6742c01e"),
        sets("sprop-parameter-sets=abc", "69b7", SdpQuirks.SDP_PARAMETER_SETS),
        sets("sprop-parameter-sets=Z0LAHg==,", "6742c01e", SdpQuirks.SDP_PARAMETER_SETS),
        sets(
            "sprop-parameter-sets=Z0LAHg,aM4G4g",
            "6742c01e 68ce06e2",
            SdpQuirks.SDP_PARAMETER_SETS),
        sets("sprop-parameter-sets=!!!!,aM4G4g==", "68ce06e2", SdpQuirks.SDP_PARAMETER_SETS),
        sets("sprop-parameter-sets=Z0LA Hg==", "6742c01e", SdpQuirks.SDP_PARAMETER_SETS),
        sets(
            "sprop-parameter-sets=Z0LAHg==\",\"aM4G4g==",
            "6742c01e 68ce06e2",
            SdpQuirks.SDP_PARAMETER_SETS),
        sets(
            "sprop-parameter-sets=\"Z0LAHg==\",\"aM4G4g==\"",
            "6742c01e 68ce06e2",
            SdpQuirks.SDP_PARAMETER_SETS),
        sets("sprop-parameter-sets=", "", SdpQuirks.SDP_PARAMETER_SETS),
        sets("sprop-parameter-sets=,", "", SdpQuirks.SDP_PARAMETER_SETS),
        sets("sprop-parameter-sets=aP__,aP//", "68ffff 68ffff", SdpQuirks.SDP_PARAMETER_SETS),
        // 00 00 00 01 67 42 c0 1e 00 00 00 01 68 ce 06 e2 00
        sets(
            "sprop-parameter-sets=AAAAAWdCwB4AAAABaM4G4gA=",
            "6742c01e 68ce06e2",
            SdpQuirks.SDP_PARAMETER_SETS_START_CODE),
        sets("sprop-parameter-sets=AAAA", ""),
        sets("sprop-vps=QAE=;sprop-sps=QgE=;sprop-pps=RAE=", "4001 4201 4401"),
        sets("sprop-sps=QgE=,QgI=", "4201 4202"));
  }

  private static List<Row> configurations() {
    return List.of(
        config("config=1190", "1190"),
        config("config=", "", SdpQuirks.SDP_CONFIG),
        config("config=119", "1190", SdpQuirks.SDP_CONFIG),
        config("config=11g0", "", SdpQuirks.SDP_CONFIG),
        config("Config=ab CD", "", SdpQuirks.SDP_CONFIG));
  }

  private static List<Row> otherAttributes() {
    return List.of(
        Row.media(
            "a=control without a value",
            VIDEO + "a=control:\na=control",
            sdp -> assertThat(sdp.track().control()).isEmpty(),
            SdpQuirks.SDP_CONTROL),
        Row.media(
            "no a=control on the only media",
            VIDEO.stripTrailing(),
            sdp -> {
              assertThat(sdp.track().control()).isEmpty();
              assertThat(sdp.track().playable()).isTrue();
            }),
        Row.media(
            "spaces before the control (RFC 7826 §20.3)",
            VIDEO + "a=control:  trackID=1",
            sdp -> assertThat(sdp.track().control()).isEqualTo("trackID=1")),
        Row.media(
            "tab before the control",
            VIDEO + "a=control:\ttrackID=1",
            sdp -> assertThat(sdp.track().control()).isEqualTo("trackID=1"),
            SdpQuirks.SDP_BLANKS),
        Row.media(
            "space between the name control and its colon",
            VIDEO + "a=control :trackID=1",
            sdp -> assertThat(sdp.track().control()).isEqualTo("trackID=1"),
            SdpQuirks.SDP_BLANKS),
        Row.media(
            "a=range:clock [HikCentral, androidx/media#2322]",
            VIDEO + "a=range:clock=20260101T000000Z-;clock=20260102T000000Z-",
            sdp ->
                assertThat(media(sdp).range())
                    .contains("clock=20260101T000000Z-;clock=20260102T000000Z-")),
        Row.media(
            "a=range with a colon behind its unit",
            VIDEO + "a=range:npt:0-596.48",
            sdp -> assertThat(media(sdp).range()).contains("npt:0-596.48")),
        Row.media(
            "a=framerate of no use",
            VIDEO + "a=framerate:0S\na=framerate:\na=framerate\na=framerate:0\na=framerate:1.2.3",
            sdp -> assertThat(media(sdp).framerate()).isEmpty(),
            SdpQuirks.SDP_FRAMERATE),
        Row.media(
            "a=x-dimensions",
            VIDEO + "a=x-dimensions:1920,1080\na=x-dimensions",
            sdp -> {
              assertThat(media(sdp).attribute("x-dimensions")).contains("1920,1080");
              assertThat(sdp.track().playable()).isTrue();
            }),
        Row.media(
            "names of other attributes have a case (RFC 8866 §5)",
            VIDEO + "a=Width:integer;384\na=Tool:x\na=width:1",
            sdp -> {
              assertThat(media(sdp).attribute("Width")).contains("integer;384");
              assertThat(media(sdp).attribute("Tool")).contains("x");
              assertThat(media(sdp).attribute("width")).contains("1");
              assertThat(media(sdp).hasAttribute("tool")).isFalse();
            }),
        Row.media(
            "attributes that are read, in another case",
            VIDEO
                + """
                a=Control:track1
                a=Range:npt=0-5
                a=FrameRate:25
                a=RecvOnly
                a=FMTP:96 packetization-mode=1
                a=Mid:1
                a=PTime:20
                a=RTCP-FB:96 nack
                a=Crypto:1 AES_CM_128_HMAC_SHA1_80 inline:canary""",
            sdp -> {
              MediaDescription media = media(sdp);
              assertThat(media.control()).contains("track1");
              assertThat(media.range()).contains("npt=0-5");
              assertThat(media.framerate()).hasValue(25);
              assertThat(media.direction()).contains(MediaDirection.RECVONLY);
              assertThat(media.fmtp(96)).containsEntry("packetization-mode", "1");
              assertThat(media.mid()).contains("1");
              assertThat(media.ptime()).contains(Duration.ofMillis(20));
              assertThat(media.rtcpFeedback(96)).containsExactly("nack");
              assertThat(media.crypto()).hasSize(1);
              assertThat(media.attributes().toString()).doesNotContain("canary");
              assertThat(media.attributes().get(1).name()).isEqualTo("Control");
            },
            SdpQuirks.SDP_LETTER_CASE),
        Row.media(
            "a name in its own case counts before one in another",
            VIDEO + "a=Control:other\na=control:track1\na=SENDONLY\na=recvonly",
            sdp -> {
              assertThat(sdp.track().control()).isEqualTo("track1");
              assertThat(media(sdp).direction()).contains(MediaDirection.RECVONLY);
            },
            SdpQuirks.SDP_LETTER_CASE),
        Row.media(
            "a form feed belongs to a value (RFC 8866 §9)",
            VIDEO + "a=tool:\fx\f\na=x-other:\f\na=control:track1",
            sdp -> {
              assertThat(media(sdp).attribute("tool")).contains("\fx\f");
              assertThat(media(sdp).attribute("x-other")).contains("\f");
            }),
        Row.media(
            "a form feed doesn't belong to a name",
            VIDEO + "a=recvonly\f\na=tool\f:x",
            sdp -> {
              assertThat(media(sdp).direction()).contains(MediaDirection.RECVONLY);
              assertThat(media(sdp).attribute("tool")).contains("x");
            },
            SdpQuirks.SDP_BLANKS),
        Row.media(
            "attribute without a name",
            VIDEO + "a=\na=:x\na= : x",
            sdp -> assertThat(media(sdp).attributes()).hasSize(1),
            SdpQuirks.SDP_ATTRIBUTE,
            SdpQuirks.SDP_BLANKS),
        Row.media(
            "attributes that say nothing",
            VIDEO
                + """
                a=source-filter:incl IN
                a=source-filter:some IN IP4 * 192.0.2.1
                a=key-mgmt:mikey
                a=crypto:x y z
                a=crypto:1
                a=extmap:x y
                a=extmap:1
                a=group
                a=rtcp-fb:96
                a=ptime:soon""",
            sdp -> {
              MediaDescription media = media(sdp);
              assertThat(media.sourceFilter()).isEmpty();
              assertThat(media.keyMgmt()).isEmpty();
              assertThat(media.crypto()).isEmpty();
              assertThat(media.extensionMaps()).isEmpty();
              assertThat(media.rtcpFeedback(96)).isEmpty();
              assertThat(media.ptime()).isEmpty();
              assertThat(sdp.description().groups()).isEmpty();
            }));
  }

  private static MediaDescription media(Sdp sdp) {
    return sdp.description().media().get(0);
  }

  private static Row fmtp(String lines, Map<String, String> parameters, Quirk... quirks) {
    return Row.media(
        lines.replace("\n", " and "),
        VIDEO + lines,
        sdp -> {
          assertThat(media(sdp).fmtp(96)).isEqualTo(parameters);
          assertThat(sdp.track().parameters()).isEqualTo(parameters);
        },
        quirks);
  }

  /** NAL units in hex, parted by spaces. */
  private static Row sets(String parameters, String units, Quirk... quirks) {
    return Row.media(
        parameters,
        VIDEO + "a=fmtp:96 " + parameters,
        sdp ->
            assertThat(
                    media(sdp).spropParameterSets().stream()
                        .map(HexFormat.of()::formatHex)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(units),
        quirks);
  }

  private static Row config(String parameter, String bytes, Quirk... quirks) {
    return Row.media(
        parameter + " [mediamtx#3590]",
        "m=audio 0 RTP/AVP 97\na=rtpmap:97 MP4A-LATM/90000\na=fmtp:97 " + parameter,
        sdp ->
            assertThat(media(sdp).config().map(HexFormat.of()::formatHex).orElse(""))
                .isEqualTo(bytes),
        quirks);
  }
}
