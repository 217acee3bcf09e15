package io.rtsper.core.message;

import io.rtsper.api.Quirk;

/** What is tolerated of messages and of the stream that they come in. */
final class MessageQuirks {

  static final Quirk LF_LINE_ENDING =
      Quirk.of("lf-line-ending", "lines of a message end in LF alone; read like CRLF");

  static final Quirk BARE_CR_LINE_ENDING =
      Quirk.of("bare-cr-line-ending", "lines of a message end in CR alone; read like CRLF");

  static final Quirk MISSING_REASON_PHRASE =
      Quirk.of(
          "missing-reason-phrase",
          "a status line has no reason phrase and no space before it; the phrase is read as empty");

  static final Quirk START_LINE_FORM =
      Quirk.of(
          "start-line-form",
          "a start line has the protocol's name in another case, or more, fewer or other blanks than one space; read by its words");

  static final Quirk OTHER_RTSP_VERSION =
      Quirk.of(
          "other-rtsp-version",
          "a message names another version than RTSP/1.0; read like one of 1.0");

  static final Quirk SPACE_BEFORE_COLON =
      Quirk.of(
          "space-before-colon",
          "white space stands between a header's name and its colon; left out");

  static final Quirk BLANK_HEADER_LINE =
      Quirk.of(
          "blank-header-line",
          "a line of white space alone stands among the headers; read as the continuation of the header before it");

  static final Quirk INDENTED_HEADER_LINE =
      Quirk.of(
          "indented-header-line",
          "the first header line starts with white space, with nothing that it could continue; read as a header");

  static final Quirk MALFORMED_HEADER_LINE =
      Quirk.warning(
          "malformed-header-line",
          "a header line has no colon, or no name or one too long before it; left out");

  static final Quirk HEADER_NAME =
      Quirk.of(
          "header-name",
          "a header has a name that is no token, as with a space in it; kept as it is");

  static final Quirk HEADER_CONTROL_CHARACTER =
      Quirk.of(
          "header-control-character",
          "a header holds NUL or another control character; kept as it is, and never sent back");

  static final Quirk REPEATED_HEADER =
      Quirk.of(
          "repeated-header",
          "a header that stands once in a message, such as CSeq, stands there again; the first counts");

  static final Quirk REPEATED_CONTENT_LENGTH =
      Quirk.of(
          "repeated-content-length",
          "Content-Length is given more than once with the same number; read as one");

  static final Quirk EMPTY_CONTENT_LENGTH =
      Quirk.of("empty-content-length", "Content-Length is empty; read as if it weren't there");

  static final Quirk STRAY_BYTES_BETWEEN_MESSAGES =
      Quirk.of(
          "stray-bytes-between-messages",
          "line breaks or NUL stand between messages or interleaved frames; left out");

  static final Quirk EMPTY_INTERLEAVED_FRAME =
      Quirk.of("empty-interleaved-frame", "an interleaved frame has length 0; left out");

  static final Quirk GARBAGE_BETWEEN_MESSAGES =
      Quirk.warning(
          "garbage-between-messages",
          "bytes between messages or interleaved frames belong to neither; skipped up to the next that is recognised");

  static final Quirk SHORT_BODY =
      Quirk.warning(
          "short-body",
          "a body is shorter than its Content-Length; ended where the next message or interleaved frame begins");

  static final Quirk UNDELIMITED_SDP =
      Quirk.warning(
          "undelimited-sdp",
          "a description comes without Content-Length; read until its lines end");

  static final Quirk SDP_CONTENT_TYPE =
      Quirk.of(
          "sdp-content-type",
          "a description has no Content-Type or another than application/sdp; recognised by its first line");

  static final Quirk MISSING_CSEQ =
      Quirk.of(
          "missing-cseq",
          "a response has no readable CSeq; matched with the one request that is outstanding");

  static final Quirk UNEXPECTED_CSEQ =
      Quirk.of(
          "unexpected-cseq",
          "a response has a CSeq that was not outstanding, such as 0 always; matched with the one request that is outstanding");

  static final Quirk STALE_CSEQ =
      Quirk.of(
          "stale-cseq",
          "a request is refused with the CSeq of the request before it; matched with the one request that is outstanding");

  static final Quirk LATE_RESPONSE =
      Quirk.of(
          "late-response",
          "a response comes twice, or after its request was given up, or to no request; left out");

  private MessageQuirks() {}
}
