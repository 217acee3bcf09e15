package io.rtsper.core.message;

import static io.rtsper.core.message.WireExample.lines;
import static io.rtsper.core.message.WireExample.of;

import java.util.List;

/** Header fields and Content-Length. */
final class HeaderExamples {

  private static final String OK = "RTSP/1.0 200 OK";

  private HeaderExamples() {}

  static List<WireExample> all() {
    return List.of(
        of(
                "P4 Longse (retina row 1, retina PR#77): CSeq with a trailing space",
                lines(OK, "CSeq: 101 "))
            .gives("200 OK|CSeq: 101"),
        of("VStarcam, H264DVR 1.0 (retina row 2), g2#7: Cseq", lines(OK, "Cseq: 2"))
            .gives("200 OK|Cseq: 2"),
        of("P4 no space behind the colon", lines(OK, "cseq:3", "CONTENT-TYPE:text/plain"))
            .gives("200 OK|cseq: 3|CONTENT-TYPE: text/plain"),
        of("P4 a space before the colon", lines(OK, "CSEQ : 3"))
            .gives("200 OK|CSEQ: 3")
            .with(MessageQuirks.SPACE_BEFORE_COLON),
        of("Hikvision (retina row 3): a run of spaces", lines(OK, "Session:        708345999"))
            .gives("200 OK|Session: 708345999"),
        of("tabs around a value", lines(OK, "Session:\t1\t")).gives("200 OK|Session: 1"),
        of(
                "several (retina row 5): the same header twice",
                lines(
                    "RTSP/1.0 401 Unauthorized",
                    "WWW-Authenticate: Digest realm=\"a\"",
                    "WWW-Authenticate: Basic realm=\"a\""))
            .gives(
                "401 Unauthorized|WWW-Authenticate: Digest realm=\"a\""
                    + "|WWW-Authenticate: Basic realm=\"a\""),
        of("P5 a folded header", lines(OK, "Public: OPTIONS,", " DESCRIBE,", "\t SETUP", "CSeq: 1"))
            .gives("200 OK|Public: OPTIONS, DESCRIBE, SETUP|CSeq: 1"),
        of(
                "P5 (scrypted PR#2137): a line of one space amid the headers",
                lines(OK, "CSeq: 1", " ", "Session: 2"))
            .gives("200 OK|CSeq: 1|Session: 2")
            .with(MessageQuirks.BLANK_HEADER_LINE),
        of("P5 a blank line of white space is not the end", lines(OK, "CSeq: 1", "\t ", " 5"))
            .gives("200 OK|CSeq: 1 5")
            .with(MessageQuirks.BLANK_HEADER_LINE),
        of("the first header is indented (CVE-2013-6933)", lines(OK, "  CSeq: 1", "Session: 2"))
            .gives("200 OK|CSeq: 1|Session: 2")
            .with(MessageQuirks.INDENTED_HEADER_LINE),
        of("white space alone behind the start line", lines(OK, " ", "CSeq: 1"))
            .gives("200 OK|CSeq: 1")
            .with(MessageQuirks.INDENTED_HEADER_LINE, MessageQuirks.MALFORMED_HEADER_LINE),
        of("P6 a line without a colon", lines(OK, "garbage", "CSeq: 1"))
            .gives("200 OK|CSeq: 1")
            .with(MessageQuirks.MALFORMED_HEADER_LINE),
        of("P6 an empty name", lines(OK, ": x", " folded too", "CSeq: 1"))
            .gives("200 OK|CSeq: 1")
            .with(MessageQuirks.MALFORMED_HEADER_LINE),
        of("P6 a name of 257 bytes", lines(OK, "n".repeat(257) + ": x", "CSeq: 1"))
            .gives("200 OK|CSeq: 1")
            .with(MessageQuirks.MALFORMED_HEADER_LINE),
        of("P6 a name of 256 bytes", lines(OK, "n".repeat(256) + ": x"))
            .gives("200 OK|" + "n".repeat(256) + ": x"),
        of("a name with a space in it", lines(OK, "foo bar: x", "CSeq: 1"))
            .gives("200 OK|foo bar: x|CSeq: 1")
            .with(MessageQuirks.HEADER_NAME),
        of("NUL in a name and in a value", lines(OK, "X\0Y: a\0b", "CSeq: 1"))
            .gives("200 OK|X\0Y: a\0b|CSeq: 1")
            .with(MessageQuirks.HEADER_CONTROL_CHARACTER, MessageQuirks.HEADER_NAME),
        of("NUL in a folded value", lines(OK, "Server: a", " \0b", "CSeq: 1"))
            .gives("200 OK|Server: a \0b|CSeq: 1")
            .with(MessageQuirks.HEADER_CONTROL_CHARACTER),
        of("two different CSeqs: the first counts", lines(OK, "CSeq: 1", "Cseq: 2"))
            .gives("200 OK|CSeq: 1|Cseq: 2")
            .with(MessageQuirks.REPEATED_HEADER),
        of("Content-Base twice", lines(OK, "Content-Base: a/", "CSeq: 1", "Content-Base: b/"))
            .gives("200 OK|Content-Base: a/|CSeq: 1|Content-Base: b/")
            .with(MessageQuirks.REPEATED_HEADER),
        of("P6 an empty value, and colons in a value", lines(OK, "Server:", "Range: npt=1:2:3-"))
            .gives("200 OK|Server: |Range: npt=1:2:3-"),
        of("no header at all", lines(OK)).gives("200 OK"),
        of("P11 Content-Length: -1", lines(OK, "Content-Length: -1"))
            .gives(
                "! the Content-Length of a message of the peer is \"-1\", which is no number of"
                    + " bytes"),
        of("P11 (gpac#2182): Content-Length overflows", lines(OK, "Content-Length: 99999999999"))
            .gives(
                "! a message of the peer announces a body of 99999999999 bytes, past the limit of"
                    + " 262144; if the peer is to be trusted with more, raise MessageLimits"),
        of("P11 Content-Length: 4294967297", lines(OK, "Content-Length: 4294967297"))
            .gives(
                "! a message of the peer announces a body of 4294967297 bytes, past the limit of"
                    + " 262144; if the peer is to be trusted with more, raise MessageLimits"),
        of("P11 Content-Length: 2, 2", lines(OK, "Content-Length: 2, 2") + "ab")
            .gives("200 OK|Content-Length: 2, 2|>ab")
            .with(MessageQuirks.REPEATED_CONTENT_LENGTH),
        of("P11 Content-Length twice", lines(OK, "Content-Length: 2", "content-length: 002") + "ab")
            .gives("200 OK|Content-Length: 2|content-length: 002|>ab")
            .with(MessageQuirks.REPEATED_CONTENT_LENGTH),
        of("P11 two Content-Lengths", lines(OK, "Content-Length: 12", "Content-Length: 13"))
            .gives(
                "! the Content-Length of a message of the peer is both 12 and 13, so its end can't"
                    + " be told"),
        of("P11 Content-Length: twelve", lines(OK, "Content-Length: twelve"))
            .gives(
                "! the Content-Length of a message of the peer is \"twelve\", which is no number of"
                    + " bytes"),
        of("P11 Content-Length is empty", lines(OK, "Content-Length:"))
            .gives("200 OK|Content-Length: ")
            .with(MessageQuirks.EMPTY_CONTENT_LENGTH),
        of("P11 Content-Length ends in a comma", lines(OK, "Content-Length: 1,"))
            .gives("! the Content-Length of a message of the peer is an empty number in a list"),
        of(
                "P9 (curl PR#12706): no Content-Length is no body",
                lines(OK, "CSeq: 1") + lines(OK, "CSeq: 2"))
            .gives("200 OK|CSeq: 1", "200 OK|CSeq: 2"),
        of(
                "P12 GET_PARAMETER is answered with text",
                lines(OK, "Content-Length: 4") + "a: 1" + lines(OK))
            .gives("200 OK|Content-Length: 4|>a: 1", "200 OK"),
        of(
                "P12 a refusal with a body",
                lines("RTSP/1.0 404 Not Found", "Content-Length: 3") + "no!")
            .gives("404 Not Found|Content-Length: 3|>no!"),
        of("P23 a header in GBK", lines(OK, "Server: \u00ba\u00a3\u00bf\u00b5"))
            .gives("200 OK|Server: \u00ba\u00a3\u00bf\u00b5"),
        of(
                "header names in odd case (gortsplib header tests)",
                lines(OK, "rtp-info:a", "WWW-AUTHENTICATE:   b", "keymgmt: c"))
            .gives("200 OK|rtp-info: a|WWW-AUTHENTICATE: b|keymgmt: c"));
  }
}
