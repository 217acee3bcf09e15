package io.rtsper.sdp;

import io.rtsper.api.Quirk;

/** What is tolerated of a description. */
final class SdpQuirks {

  static final Quirk SDP_LF_LINE_ENDING =
      Quirk.of("sdp-lf-line-ending", "lines of a description end in LF alone; read like CRLF");

  static final Quirk SDP_CR_LINE_ENDING =
      Quirk.of("sdp-cr-line-ending", "lines of a description end in CR alone; read like CRLF");

  static final Quirk SDP_NO_FINAL_LINE_ENDING =
      Quirk.of(
          "sdp-no-final-line-ending",
          "the last line of a description has no end; read like the others");

  static final Quirk SDP_BLANK_LINE =
      Quirk.of("sdp-blank-line", "a line of a description is empty; left out");

  static final Quirk SDP_BYTE_ORDER_MARK =
      Quirk.of("sdp-byte-order-mark", "a description starts with a byte order mark; left out");

  static final Quirk SDP_NUL = Quirk.of("sdp-nul", "a description holds NUL bytes; left out");

  static final Quirk SDP_NOT_UTF_8 =
      Quirk.of("sdp-not-utf-8", "a description is not UTF-8; read as ISO 8859-1");

  static final Quirk SDP_BLANKS =
      Quirk.of(
          "sdp-blanks",
          "a line starts or ends in blanks, or its fields are parted by more than one; trimmed");

  static final Quirk SDP_LETTER_CASE =
      Quirk.of(
          "sdp-letter-case",
          "a name that is read is not in lower case; read as if it were, and an attribute keeps its name");

  static final Quirk SDP_UNKNOWN_LINE =
      Quirk.of(
          "sdp-unknown-line", "a line is not of the form x=…, or of no type that exists; left out");

  static final Quirk SDP_MISSING_LINE =
      Quirk.of(
          "sdp-missing-line",
          "a line that every description has is missing; a default stands for it");

  static final Quirk SDP_LINE_ORDER =
      Quirk.of(
          "sdp-line-order",
          "the lines of a description are out of order; the order does not matter");

  static final Quirk SDP_DUPLICATE_LINE =
      Quirk.of("sdp-duplicate-line", "a line that can be there once is repeated; the first counts");

  static final Quirk SDP_MISPLACED_LINE =
      Quirk.of(
          "sdp-misplaced-line",
          "a line of the session stands under a media; taken for the session");

  static final Quirk SDP_VERSION =
      Quirk.of("sdp-version", "the version of a description is not 0; it does not matter");

  static final Quirk SDP_ORIGIN =
      Quirk.of(
          "sdp-origin",
          "the o= line lacks fields or has odd ones; kept as it is, since nothing depends on it");

  static final Quirk SDP_CONNECTION =
      Quirk.of(
          "sdp-connection",
          "a c= line lacks fields or has odd ones; kept as it is and read as far as it can be");

  static final Quirk SDP_TIME =
      Quirk.of("sdp-time", "a t= or r= line is not two or more numbers; kept as it is");

  static final Quirk SDP_BANDWIDTH =
      Quirk.of("sdp-bandwidth", "a b= line is not a type and a number; kept as it is");

  static final Quirk SDP_MEDIA_UNREADABLE =
      Quirk.warning(
          "sdp-media-unreadable",
          "an m= line can not be read; the media stays visible and can not be played");

  static final Quirk SDP_MEDIA_PORT =
      Quirk.of(
          "sdp-media-port",
          "the port of an m= line is not a port; read as 0, since SETUP agrees on ports");

  static final Quirk SDP_MEDIA_PROTOCOL =
      Quirk.of(
          "sdp-media-protocol",
          "the protocol of an m= line is not a registered name of RTP; read as RTP");

  static final Quirk SDP_PAYLOAD_TYPE =
      Quirk.of(
          "sdp-payload-type", "a format of an RTP media is not a number from 0 to 127; left out");

  static final Quirk SDP_NO_PAYLOAD_TYPE =
      Quirk.of("sdp-no-payload-type", "an m= line names no payload type; taken from a=rtpmap");

  static final Quirk SDP_NO_RTPMAP =
      Quirk.of(
          "sdp-no-rtpmap",
          "nothing says what a dynamic payload type stands for; its packets can be had as they are");

  static final Quirk SDP_RTPMAP =
      Quirk.of(
          "sdp-rtpmap",
          "an a=rtpmap has odd blanks, no encoding or contradicts one before it; read as far as it can be, and of two RFC 3551's or else the first counts");

  static final Quirk SDP_CLOCK_RATE =
      Quirk.of(
          "sdp-clock-rate",
          "an a=rtpmap has no clock rate, or one that its encoding does not have; that of the encoding is used");

  static final Quirk SDP_FMTP =
      Quirk.of(
          "sdp-fmtp",
          "an a=fmtp has no parameters, no blank after the payload type or blanks around =; read as far as it can be");

  static final Quirk SDP_FMTP_EMPTY_PARAMETER =
      Quirk.of(
          "sdp-fmtp-empty-parameter",
          "an a=fmtp has an empty parameter, such as after a last semicolon; left out");

  static final Quirk SDP_FMTP_DUPLICATE_PARAMETER =
      Quirk.of(
          "sdp-fmtp-duplicate-parameter", "an a=fmtp names a parameter twice; the first counts");

  static final Quirk SDP_FORMAT_ELSEWHERE =
      Quirk.of(
          "sdp-format-elsewhere",
          "an a=rtpmap or a=fmtp is for a payload type that its media does not have; used for the media that has it, if any");

  static final Quirk SDP_PARAMETER_SETS =
      Quirk.warning(
          "sdp-parameter-sets",
          "parameter sets of an a=fmtp are empty or not Base64; what can be read is used");

  static final Quirk SDP_PARAMETER_SETS_START_CODE =
      Quirk.of(
          "sdp-parameter-sets-start-code",
          "parameter sets of an a=fmtp hold Annex B start codes; split there");

  static final Quirk SDP_CONFIG =
      Quirk.warning(
          "sdp-config",
          "the config of an a=fmtp is empty, not hex or of an odd length; an odd last digit is half a byte");

  static final Quirk SDP_CONTROL =
      Quirk.of("sdp-control", "an a=control has no value; the media is controlled at the base URL");

  static final Quirk SDP_FRAMERATE =
      Quirk.of("sdp-framerate", "an a=framerate is not a number above 0; left out");

  static final Quirk SDP_ATTRIBUTE = Quirk.of("sdp-attribute", "an a= line has no name; left out");

  static final Quirk SDP_DIRECTION =
      Quirk.of(
          "sdp-direction",
          "every media is sendonly, or one that is no audio, as from the side of the server; played all the same");

  static final Quirk SDP_LIMIT =
      Quirk.warning(
          "sdp-limit",
          "a description has more media, formats, attributes or lines than are kept; the rest is left out");

  private SdpQuirks() {}
}
