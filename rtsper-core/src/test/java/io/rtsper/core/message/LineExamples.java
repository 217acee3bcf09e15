package io.rtsper.core.message;

import static io.rtsper.core.message.WireExample.lines;
import static io.rtsper.core.message.WireExample.of;

import java.util.List;

/** Line ends and start lines. */
final class LineExamples {

  private LineExamples() {}

  static List<WireExample> all() {
    return List.of(
        of("P1 Janus (janus PR#1922): LF ends lines", "RTSP/1.0 200 OK\nCSeq: 1\n\n")
            .gives("200 OK|CSeq: 1")
            .with(MessageQuirks.LF_LINE_ENDING),
        of(
                "P1 OvenMediaEngine (OME#1935): LF ends lines, with a body",
                "RTSP/1.0 200 OK\nCSeq: 2\nContent-Length: 4\n\nv=0\nRTSP/1.0 200 OK\nCSeq: 3\n\n")
            .gives("200 OK|CSeq: 2|Content-Length: 4|>v=0\n", "200 OK|CSeq: 3")
            .with(MessageQuirks.LF_LINE_ENDING, MessageQuirks.LF_LINE_ENDING),
        of(
                "Linksys WVC200 (rtsp-client-android): LF ends the lines of a challenge",
                "RTSP/1.0 401 Unauthorized\nCSeq: 2\nWWW-Authenticate: Basic realm=\"WVC200\"\n\n")
            .gives("401 Unauthorized|CSeq: 2|WWW-Authenticate: Basic realm=\"WVC200\"")
            .with(MessageQuirks.LF_LINE_ENDING),
        of("P1 RFC 2326 section 4: CR ends lines", "RTSP/1.0 200 OK\rCSeq: 1\r\r")
            .gives("200 OK|CSeq: 1")
            .with(MessageQuirks.BARE_CR_LINE_ENDING),
        of(
                "P1 CR ends lines, with a body and a frame behind",
                "RTSP/1.0 200 OK\rCSeq: 1\rContent-Length: 2\r\rab"
                    + WireExample.frame(0, "80e0000000000000"))
            .gives("200 OK|CSeq: 1|Content-Length: 2|>ab", "$0 80e0000000000000")
            .with(MessageQuirks.BARE_CR_LINE_ENDING),
        of("P1 mixed line ends", "RTSP/1.0 200 OK\r\nCSeq: 1\nServer: a\rDate: b\r\n\n")
            .gives("200 OK|CSeq: 1|Server: a|Date: b")
            .with(MessageQuirks.LF_LINE_ENDING, MessageQuirks.BARE_CR_LINE_ENDING),
        of("P2 (gortsplib#807): no reason phrase", lines("RTSP/1.0 200", "CSeq: 1"))
            .gives("200 |CSeq: 1")
            .with(MessageQuirks.MISSING_REASON_PHRASE),
        of("P2 (gortsplib#1043): an empty reason phrase", lines("RTSP/1.0 200 ", "CSeq: 1"))
            .gives("200 |CSeq: 1"),
        of("P3 lower case", lines("rtsp/1.0 200 ok", "cseq: 1"))
            .gives("200 ok|cseq: 1")
            .with(MessageQuirks.START_LINE_FORM),
        of("P3 two spaces", lines("RTSP/1.0  200  Very OK ", "CSeq: 1"))
            .gives("200 Very OK|CSeq: 1")
            .with(MessageQuirks.START_LINE_FORM),
        of("P3 a tab", lines("RTSP/1.0\t200 OK", "CSeq: 1"))
            .gives("200 OK|CSeq: 1")
            .with(MessageQuirks.START_LINE_FORM),
        of("P3 the phrase right behind the code", lines("RTSP/1.0 200OK", "CSeq: 1"))
            .gives("200 OK|CSeq: 1")
            .with(MessageQuirks.START_LINE_FORM),
        of("P3 RTSP/2.0", lines("RTSP/2.0 505 RTSP Version Not Supported", "CSeq: 1"))
            .gives("505 RTSP Version Not Supported|CSeq: 1")
            .with(MessageQuirks.OTHER_RTSP_VERSION),
        of("P3 an HTTP server", lines("HTTP/1.1 400 Bad Request", "Connection: close"))
            .gives(
                "! the peer speaks HTTP, not RTSP: it says \"HTTP/1.1 400 Bad Request\"; check the"
                    + " port (RTSP's is 554, rtsps' is 322) (from byte 0 on)"),
        of("a TLS server answers plain text with an alert", "\u0015\u0003\u0003\0\2\2\u0046")
            .gives("! the peer speaks TLS on this port: use an rtsps URL (from byte 0 on)"),
        of("a status code of two digits", lines("RTSP/1.0 20 OK", "CSeq: 1"))
            .gives(
                "! the peer's status line \"RTSP/1.0 20 OK\" has no status code of three digits"),
        of("a status code of four digits", lines("RTSP/1.0 2000 OK", "CSeq: 1"))
            .gives(
                "! the peer's status line \"RTSP/1.0 2000 OK\" has no status code of three digits"),
        of("a status line without a code", lines("RTSP/1.0 OK", "CSeq: 1"))
            .gives("! the peer's status line \"RTSP/1.0 OK\" has no status code of three digits"),
        of("P21 250 Low on Storage Space", lines("RTSP/1.0 250 Low on Storage Space", "CSeq: 1"))
            .gives("250 Low on Storage Space|CSeq: 1"),
        of(
                "P21 300 with a list of locations",
                lines(
                    "RTSP/1.0 300 Multiple Choices",
                    "CSeq: 1",
                    "Location: rtsp://a/1",
                    "Location: rtsp://b/2"))
            .gives("300 Multiple Choices|CSeq: 1|Location: rtsp://a/1|Location: rtsp://b/2"),
        of(
                "a reason phrase in another encoding",
                lines("RTSP/1.0 404 \u00d5\u00d2\u00b2\u00bb", "CSeq: 1"))
            .gives("404 \u00d5\u00d2\u00b2\u00bb|CSeq: 1"),
        of(
                "P19 (gortsplib#56, gl#93): the server asks OPTIONS",
                lines("OPTIONS * RTSP/1.0", "CSeq: 7"))
            .gives("OPTIONS *|CSeq: 7"),
        of(
                "P19 requests and responses in one stream",
                lines("RTSP/1.0 200 OK", "CSeq: 4")
                    + lines("SET_PARAMETER rtsp://h/s RTSP/1.0", "CSeq: 1", "Content-Length: 3")
                    + "a:b"
                    + lines("TEARDOWN rtsp://h/s RTSP/1.0", "CSeq: 2", "Session: 1")
                    + lines("PLAY_NOTIFY rtsp://h/s RTSP/1.0", "CSeq: 3")
                    + lines("RTSP/1.0 200 OK", "CSeq: 5"))
            .gives(
                "200 OK|CSeq: 4",
                "SET_PARAMETER rtsp://h/s|CSeq: 1|Content-Length: 3|>a:b",
                "TEARDOWN rtsp://h/s|CSeq: 2|Session: 1",
                "PLAY_NOTIFY rtsp://h/s|CSeq: 3",
                "200 OK|CSeq: 5"),
        of("P19 a method nobody knows", lines("X-Vendor-Ping rtsp://h/s RTSP/1.0", "CSeq: 1"))
            .gives("X-Vendor-Ping rtsp://h/s|CSeq: 1"),
        of("P19 a URI with a space", lines("OPTIONS rtsp://h/a b  rtsp/1.0", "CSeq: 1"))
            .gives("OPTIONS rtsp://h/a b|CSeq: 1")
            .with(MessageQuirks.START_LINE_FORM),
        of("P19 a request without a URI", lines("OPTIONS RTSP/1.0", "CSeq: 1"))
            .gives("OPTIONS |CSeq: 1")
            .with(MessageQuirks.START_LINE_FORM));
  }
}
