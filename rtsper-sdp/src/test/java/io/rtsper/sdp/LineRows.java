package io.rtsper.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.sdp.Connection;
import io.rtsper.api.sdp.Origin;
import io.rtsper.api.sdp.SdpWarning;
import io.rtsper.api.sdp.TimeDescription;
import java.util.List;
import java.util.function.Consumer;

/** Line ends, characters, missing and odd lines of the session. */
final class LineRows {

  private static final String BARE_MEDIA =
      """
      m=video 0 RTP/AVP 96
      a=rtpmap:96 H264/90000
      """;

  private LineRows() {}

  static List<Row> all() {
    return List.of(
        Row.raw("LF ends lines", Sdp.VIDEO, LineRows::isVideo, SdpQuirks.SDP_LF_LINE_ENDING),
        Row.raw(
            "CR ends lines",
            Sdp.VIDEO.replace('\n', '\r'),
            LineRows::isVideo,
            SdpQuirks.SDP_CR_LINE_ENDING),
        Row.raw(
            "LF, CR and CRLF in one text",
            Sdp.VIDEO.replaceFirst("\n", "\r").replaceFirst("\n", "\r\n"),
            LineRows::isVideo,
            SdpQuirks.SDP_LF_LINE_ENDING,
            SdpQuirks.SDP_CR_LINE_ENDING),
        Row.raw(
            "no final line end [thingino#1621]",
            Sdp.VIDEO.replace("\n", "\r\n").stripTrailing(),
            LineRows::isVideo,
            SdpQuirks.SDP_NO_FINAL_LINE_ENDING),
        Row.lines(
            "blank lines",
            Sdp.VIDEO.replace("t=0 0\n", "t=0 0\n\n  \n") + "\n",
            LineRows::isVideo,
            SdpQuirks.SDP_BLANK_LINE),
        Row.raw(
            "stray LF [BambuLab X1, androidx/media#2357]",
            Sdp.VIDEO.replace("\n", "\r\n").replace("t=0 0\r\n", "t=0 0\r\n\n"),
            LineRows::isVideo,
            SdpQuirks.SDP_BLANK_LINE,
            SdpQuirks.SDP_LF_LINE_ENDING),
        Row.lines("NUL at the end", Sdp.VIDEO + "\0\0", LineRows::isVideo, SdpQuirks.SDP_NUL),
        Row.lines(
            "NUL within a line",
            Sdp.VIDEO.replace("track1", "track1\0"),
            LineRows::isVideo,
            SdpQuirks.SDP_NUL),
        Row.lines(
            "tab at the end of a line",
            Sdp.VIDEO.replace("AVP 96", "AVP 96\t"),
            LineRows::isVideo,
            SdpQuirks.SDP_BLANKS),
        Row.lines(
            "tabs between fields",
            Sdp.VIDEO.replace("video 0 RTP/AVP 96", "video\t0\tRTP/AVP\t96"),
            LineRows::isVideo,
            SdpQuirks.SDP_BLANKS),
        Row.lines(
            "leading spaces",
            "  " + Sdp.VIDEO.replace("\n", "\n ").stripTrailing() + "\n",
            LineRows::isVideo,
            SdpQuirks.SDP_BLANKS),
        Row.lines(
            "spaces around the equals sign",
            Sdp.VIDEO.replace("m=", "m = ").replace("o=", "o= "),
            LineRows::isVideo,
            SdpQuirks.SDP_BLANKS),
        Row.bytes(
            "session name in ISO 8859-1",
            Sdp.VIDEO.replace("\n", "\r\n").replace("camera", "cam\u00E9ra"),
            sdp -> assertThat(sdp.description().sessionName()).isEqualTo("cam\u00E9ra"),
            SdpQuirks.SDP_NOT_UTF_8),
        Row.lines(
            "session name in UTF-8",
            Sdp.VIDEO.replace("camera", "\u6444\u50CF\uFFFD"),
            sdp -> assertThat(sdp.description().sessionName()).isEqualTo("\u6444\u50CF\uFFFD")),
        Row.lines(
            "byte order mark",
            '\uFEFF' + Sdp.VIDEO,
            sdp -> {
              isVideo(sdp);
              assertThat(sdp.description().raw()).startsWith("\uFEFFv=0");
            },
            SdpQuirks.SDP_BYTE_ORDER_MARK),
        Row.lines(
            "lines that are none",
            Sdp.VIDEO.replace("t=0 0\n", "t=0 0\nnonsense\nX=1\nq=\n=\n"),
            LineRows::isVideo,
            SdpQuirks.SDP_UNKNOWN_LINE),
        Row.instead("no v=", "v=0", "", LineRows::isVideo, SdpQuirks.SDP_MISSING_LINE),
        Row.instead(
            "no o=",
            "o=- 1 1 IN IP4 192.0.2.1",
            "",
            sdp -> {
              isVideo(sdp);
              assertThat(sdp.description().origin()).isEqualTo(Origin.NONE);
            },
            SdpQuirks.SDP_MISSING_LINE),
        Row.instead(
            "no s=",
            "s=camera",
            "",
            sdp -> assertThat(sdp.description().sessionName()).isEmpty(),
            SdpQuirks.SDP_MISSING_LINE),
        Row.instead(
            "no t= [ExoPlayer#10049]",
            "t=0 0",
            "",
            sdp -> {
              isVideo(sdp);
              assertThat(sdp.description().times()).containsExactly(TimeDescription.PERMANENT);
            },
            SdpQuirks.SDP_MISSING_LINE),
        Row.instead(
            "no c=",
            "c=IN IP4 0.0.0.0",
            "",
            sdp -> {
              isVideo(sdp);
              assertThat(sdp.description().connection()).isEmpty();
            },
            SdpQuirks.SDP_MISSING_LINE),
        Row.lines(
            "starts at m= [go2rtc#679]",
            BARE_MEDIA,
            sdp -> {
              assertThat(sdp.track().encoding()).isEqualTo("H264");
              assertThat(sdp.description().warnings())
                  .extracting(SdpWarning::message)
                  .containsExactly(
                      "has no v= line",
                      "has no o= line",
                      "has no s= line",
                      "has no t= line",
                      "has no c= line");
            },
            SdpQuirks.SDP_MISSING_LINE),
        Row.instead(
            "a= before s=",
            "s=camera",
            "a=tool:x\ns=camera\n",
            sdp -> {
              isVideo(sdp);
              assertThat(sdp.description().attribute("tool")).contains("x");
            },
            SdpQuirks.SDP_LINE_ORDER),
        Row.instead(
            "duplicate lines",
            "s=camera",
            "s=camera\ns=other\no=- 2 2 IN IP4 192.0.2.9\nv=0\n",
            sdp -> {
              isVideo(sdp);
              assertThat(sdp.description().origin().sessionId()).isEqualTo("1");
            },
            SdpQuirks.SDP_DUPLICATE_LINE,
            SdpQuirks.SDP_LINE_ORDER),
        Row.lines(
            "s= without a name",
            Sdp.VIDEO.replace("camera", ""),
            sdp -> assertThat(sdp.description().sessionName()).isEmpty()),
        Row.lines(
            "s= with a blank, as RFC 8866 has it",
            Sdp.VIDEO.replace("camera", " "),
            sdp -> assertThat(sdp.description().sessionName()).isEmpty()),
        Row.instead(
            "i= empty [BambuLab X1, androidx/media#1087]",
            "s=camera",
            "s=camera\ni=\n",
            sdp -> assertThat(sdp.description().information()).isEmpty()),
        Row.instead(
            "version 1",
            "v=0",
            "v=1\n",
            sdp -> assertThat(sdp.description().version()).isEqualTo(1),
            SdpQuirks.SDP_VERSION),
        Row.instead(
            "version that is no number", "v=0", "v=\n", LineRows::isVideo, SdpQuirks.SDP_VERSION),
        origin("- 1001 1 IN", o -> assertThat(o.sessionId()).isEqualTo("1001")),
        Row.instead(
            "origin with a leading blank and no session id [ONVIF's sample]",
            "o=- 1 1 IN IP4 192.0.2.1",
            "o= 2890842807 IN IP4 192.0.2.1\n",
            sdp -> {
              isVideo(sdp);
              assertThat(sdp.description().origin().address()).isEqualTo("192.0.2.1");
              assertThat(sdp.description().origin().sessionVersion()).isEqualTo("2890842807");
            },
            SdpQuirks.SDP_ORIGIN,
            SdpQuirks.SDP_BLANKS),
        Row.instead(
            "origin with 64 bits and an empty address",
            "o=- 1 1 IN IP4 192.0.2.1",
            "o=RTSP 16381778200090761968 1 IN IP4 \n",
            sdp -> {
              Origin origin = sdp.description().origin();
              assertThat(origin.sessionId()).isEqualTo("16381778200090761968");
              assertThat(origin.addressType()).isEqualTo("IP4");
              assertThat(origin.address()).isEmpty();
            },
            SdpQuirks.SDP_ORIGIN,
            SdpQuirks.SDP_BLANKS),
        origin("- 0xAC4EC96E 1 IN IP4 h", o -> assertThat(o.sessionId()).isEqualTo("0xAC4EC96E")),
        origin(
            "- 1698210484.879535 1698210484.879535 IN IP4 h",
            o -> assertThat(o.sessionVersion()).isEqualTo("1698210484.879535")),
        origin("- -7 -8 IN IP4 h", o -> assertThat(o.sessionId()).isEqualTo("-7")),
        origin(
            "a user name 12 13 IN IP4 h",
            o -> {
              assertThat(o.username()).isEqualTo("a user name");
              assertThat(o.sessionVersion()).isEqualTo("13");
            }),
        origin("- 1 2 extra IN IP4 h", o -> assertThat(o.address()).isEqualTo("h")),
        origin("x", o -> assertThat(o.username()).isEqualTo("x")),
        Row.instead(
            "origin without fields",
            "o=- 1 1 IN IP4 192.0.2.1",
            "o=\n",
            sdp -> assertThat(sdp.description().origin()).isEqualTo(Origin.NONE),
            SdpQuirks.SDP_ORIGIN),
        Row.instead(
            "connection with time to live and count",
            "c=IN IP4 0.0.0.0",
            "c=IN IP4 239.1.1.1/127/2\n",
            sdp -> {
              Connection connection = sdp.description().connection().orElseThrow();
              assertThat(connection.address()).isEqualTo("239.1.1.1");
              assertThat(connection.timeToLive()).isEqualTo(127);
              assertThat(connection.addressCount()).isEqualTo(2);
            }),
        Row.instead(
            "IPv6 connection with a count",
            "c=IN IP4 0.0.0.0",
            "c=IN IP6 ff00::db8:0:101/3\n",
            sdp -> {
              Connection connection = sdp.description().connection().orElseThrow();
              assertThat(connection.address()).isEqualTo("ff00::db8:0:101");
              assertThat(connection.timeToLive()).isEqualTo(-1);
              assertThat(connection.addressCount()).isEqualTo(3);
            }),
        connection("IN IP4", "", "IP4"),
        connection("IN", "", ""),
        connection("IN 198.51.100.1", "198.51.100.1", "IP4"),
        connection("IN 2001:db8::1", "2001:db8::1", "IP6"),
        Row.lines(
            "binary in c= [go2rtc#2316]",
            Sdp.VIDEO.replace("0.0.0.0", "\u0001\u009C\u00FF"),
            sdp -> {
              isVideo(sdp);
              assertThat(sdp.description().connection().orElseThrow().address()).isEmpty();
            },
            SdpQuirks.SDP_CONNECTION),
        Row.instead(
            "t= without times",
            "t=0 0",
            "t=\n",
            LineRows::isVideo,
            SdpQuirks.SDP_TIME,
            SdpQuirks.SDP_MISSING_LINE),
        Row.instead(
            "bandwidths of unknown types",
            "c=IN IP4 0.0.0.0",
            "c=IN IP4 0.0.0.0\nb=X-other:5\nb=\nb=AS\nb=AS:\nb=:5\nb=AS:a lot\n",
            sdp -> {
              assertThat(sdp.description().bandwidths()).hasSize(5);
              assertThat(sdp.description().bandwidths().get(0).number()).hasValue(5);
              assertThat(sdp.description().bandwidths().get(1).number()).isEmpty();
              assertThat(sdp.description().bandwidths().get(4).value()).isEqualTo("a lot");
            },
            SdpQuirks.SDP_BANDWIDTH));
  }

  private static Row origin(String value, Consumer<Origin> expectation) {
    return Row.instead(
        "o=" + value,
        "o=- 1 1 IN IP4 192.0.2.1",
        "o=" + value + "\n",
        sdp -> {
          assertThat(sdp.description().origin().raw()).isEqualTo(value);
          isVideo(sdp);
          expectation.accept(sdp.description().origin());
        },
        SdpQuirks.SDP_ORIGIN);
  }

  private static Row connection(String value, String address, String type) {
    return Row.instead(
        "c=" + value,
        "c=IN IP4 0.0.0.0",
        "c=" + value + "\n",
        sdp -> {
          Connection connection = sdp.description().connection().orElseThrow();
          assertThat(connection.address()).isEqualTo(address);
          assertThat(connection.addressType()).isEqualTo(type);
          assertThat(connection.networkType()).isEqualTo("IN");
          isVideo(sdp);
        },
        SdpQuirks.SDP_CONNECTION);
  }

  /** The one track of {@link Sdp#VIDEO} is there, whatever stands around it. */
  static void isVideo(Sdp sdp) {
    assertThat(sdp.description().sessionName()).isEqualTo("camera");
    assertThat(sdp.track().encoding()).isEqualTo("H264");
    assertThat(sdp.track().clockRate()).isEqualTo(90_000);
    assertThat(sdp.track().control()).isEqualTo("track1");
    assertThat(sdp.track().unplayableReason()).isEmpty();
  }
}
