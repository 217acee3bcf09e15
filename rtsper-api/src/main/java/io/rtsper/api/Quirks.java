package io.rtsper.api;

/**
 * The quirks that rtsper knows. Each constant says what a peer does and how it is read all the
 * same; {@code docs/interop.md} names devices and tests.
 */
public final class Quirks {

  // Messages

  /** Lines end in LF alone. */
  public static final Quirk LF_LINE_ENDING =
      new Quirk("lf-line-ending", "lines of a message end in LF alone; read like CRLF");

  /** Lines end in CR alone. */
  public static final Quirk BARE_CR_LINE_ENDING =
      new Quirk("bare-cr-line-ending", "lines of a message end in CR alone; read like CRLF");

  /** A status line ends behind the status code. */
  public static final Quirk MISSING_REASON_PHRASE =
      new Quirk(
          "missing-reason-phrase",
          "a status line has no reason phrase and no space before it; the phrase is read as empty");

  /** A start line with odd case or blanks. */
  public static final Quirk START_LINE_FORM =
      new Quirk(
          "start-line-form",
          "a start line has the protocol's name in another case, or more, fewer or other blanks than one space; read by its words");

  /** A message of another version than RTSP/1.0. */
  public static final Quirk OTHER_RTSP_VERSION =
      new Quirk(
          "other-rtsp-version",
          "a message names another version than RTSP/1.0; read like one of 1.0");

  /** White space between a header's name and its colon. */
  public static final Quirk SPACE_BEFORE_COLON =
      new Quirk(
          "space-before-colon",
          "white space stands between a header's name and its colon; left out");

  /** A line of white space among the headers. */
  public static final Quirk BLANK_HEADER_LINE =
      new Quirk(
          "blank-header-line",
          "a line of white space alone stands among the headers; read as the continuation of the header before it");

  /** The first header line starts with white space. */
  public static final Quirk INDENTED_HEADER_LINE =
      new Quirk(
          "indented-header-line",
          "the first header line starts with white space, with nothing that it could continue; read as a header");

  /** A header line without a name. */
  public static final Quirk MALFORMED_HEADER_LINE =
      new Quirk(
          "malformed-header-line",
          "a header line has no colon, or no name or one too long before it; left out");

  /** A header whose name is no token. */
  public static final Quirk HEADER_NAME =
      new Quirk(
          "header-name",
          "a header has a name that is no token, as with a space in it; kept as it is");

  /** A header that holds control characters. */
  public static final Quirk HEADER_CONTROL_CHARACTER =
      new Quirk(
          "header-control-character",
          "a header holds NUL or another control character; kept as it is, and never sent back");

  /** A header more than once that can stand once. */
  public static final Quirk REPEATED_HEADER =
      new Quirk(
          "repeated-header",
          "a header that stands once in a message, such as CSeq, stands there again; the first counts");

  /** The same Content-Length more than once. */
  public static final Quirk REPEATED_CONTENT_LENGTH =
      new Quirk(
          "repeated-content-length",
          "Content-Length is given more than once with the same number; read as one");

  /** A Content-Length without a number. */
  public static final Quirk EMPTY_CONTENT_LENGTH =
      new Quirk("empty-content-length", "Content-Length is empty; read as if it weren't there");

  /** CR, LF or NUL between messages. */
  public static final Quirk STRAY_BYTES_BETWEEN_MESSAGES =
      new Quirk(
          "stray-bytes-between-messages",
          "line breaks or NUL stand between messages or interleaved frames; left out");

  /** An interleaved frame without a packet. */
  public static final Quirk EMPTY_INTERLEAVED_FRAME =
      new Quirk("empty-interleaved-frame", "an interleaved frame has length 0; left out");

  /** Bytes that belong to no message. */
  public static final Quirk GARBAGE_BETWEEN_MESSAGES =
      new Quirk(
          "garbage-between-messages",
          "bytes between messages or interleaved frames belong to neither; skipped up to the next that is recognised");

  /** A body shorter than its Content-Length. */
  public static final Quirk SHORT_BODY =
      new Quirk(
          "short-body",
          "a body is shorter than its Content-Length; ended where the next message or interleaved frame begins");

  /** A description without Content-Length. */
  public static final Quirk UNDELIMITED_SDP =
      new Quirk(
          "undelimited-sdp",
          "a description comes without Content-Length; read until its lines end");

  /** A description that isn't declared as one. */
  public static final Quirk SDP_CONTENT_TYPE =
      new Quirk(
          "sdp-content-type",
          "a description has no Content-Type or another than application/sdp; recognised by its first line");

  /** A response without a readable CSeq. */
  public static final Quirk MISSING_CSEQ =
      new Quirk(
          "missing-cseq",
          "a response has no readable CSeq; matched with the one request that is outstanding");

  /** A response with a CSeq that isn't its request's. */
  public static final Quirk UNEXPECTED_CSEQ =
      new Quirk(
          "unexpected-cseq",
          "a response has a CSeq that was not outstanding, such as 0 always; matched with the one request that is outstanding");

  /** A refusal with the CSeq of the request before. */
  public static final Quirk STALE_CSEQ =
      new Quirk(
          "stale-cseq",
          "a request is refused with the CSeq of the request before it; matched with the one request that is outstanding");

  /** A response that nobody waits for. */
  public static final Quirk LATE_RESPONSE =
      new Quirk(
          "late-response",
          "a response comes twice, or after its request was given up, or to no request; left out");

  // Headers

  /** {@code Public} or {@code Allow} writes a method in lower case. */
  public static final Quirk METHOD_NAME_CASE =
      new Quirk(
          "method-name-case",
          "Public or Allow writes a method in lower case; read as the method in upper case");

  /** {@code Public} or {@code Allow} parts methods with something else than one comma. */
  public static final Quirk METHOD_LIST_SEPARATOR =
      new Quirk(
          "method-list-separator",
          "Public or Allow parts methods with something else than one comma; read all the same");

  /** {@code Public} or {@code Allow} holds what is no method, or more than 64. */
  public static final Quirk METHOD_LIST_UNREADABLE =
      new Quirk(
          "method-list-unreadable",
          "Public or Allow holds what is no method, or more than 64; left out");

  /** {@code Content-Type} isn't of the form type/subtype, or names several types. */
  public static final Quirk CONTENT_TYPE_UNREADABLE =
      new Quirk(
          "content-type-unreadable",
          "Content-Type is not of the form type/subtype, or names several types; the first is read as it stands");

  /** {@code Range} can't be understood. */
  public static final Quirk RANGE_UNREADABLE =
      new Quirk(
          "range-unreadable", "Range cannot be understood; taken as not given, its text is kept");

  /** {@code Range} has no unit. */
  public static final Quirk RANGE_WITHOUT_UNIT =
      new Quirk("range-without-unit", "Range has no unit; read as normal play time");

  /** {@code Range} has a colon for its equals sign. */
  public static final Quirk RANGE_COLON_AFTER_UNIT =
      new Quirk(
          "range-colon-after-unit",
          "Range has a colon behind its unit where an equals sign should be, as in npt:0-; read like one");

  /** {@code Range} has no hyphen. */
  public static final Quirk RANGE_WITHOUT_HYPHEN =
      new Quirk("range-without-hyphen", "Range has one time and no hyphen; read as the start");

  /** {@code Range} has neither start nor end. */
  public static final Quirk RANGE_WITHOUT_TIMES =
      new Quirk("range-without-times", "Range has neither start nor end; taken as not given");

  /** A time of {@code Range} lacks its Z. */
  public static final Quirk RANGE_WITHOUT_ZONE =
      new Quirk("range-without-zone", "a time of the wall clock in Range lacks its Z; read as UTC");

  /** {@code Range} has blanks around its hyphen. */
  public static final Quirk RANGE_BLANKS =
      new Quirk("range-blanks", "Range has blanks around its hyphen; left out");

  /** {@code Range} has a time of two fields. */
  public static final Quirk RANGE_SHORT_TIME =
      new Quirk(
          "range-short-time",
          "a normal play time of Range has minutes and seconds and no hours; read as such");

  /** An entry of {@code RTP-Info} has no URL. */
  public static final Quirk RTP_INFO_WITHOUT_URL =
      new Quirk(
          "rtp-info-without-url",
          "an entry of RTP-Info has no url; it belongs to the track of the same place in the list");

  /** {@code RTP-Info} puts a URL into quotes. */
  public static final Quirk RTP_INFO_QUOTED_URL =
      new Quirk("rtp-info-quoted-url", "RTP-Info puts a URL into quotes; they are taken off");

  /** {@code RTP-Info} has a semicolon or comma too many. */
  public static final Quirk RTP_INFO_EMPTY_PARAMETER =
      new Quirk(
          "rtp-info-empty-parameter", "RTP-Info has a semicolon or comma too many; passed over");

  /** A semicolon parts entries of {@code RTP-Info}. */
  public static final Quirk RTP_INFO_SEMICOLON_BETWEEN_ENTRIES =
      new Quirk(
          "rtp-info-semicolon-between-entries",
          "a semicolon parts two entries of RTP-Info where a comma should; both are read");

  /** An entry of {@code RTP-Info} has a parameter twice. */
  public static final Quirk RTP_INFO_REPEATED_PARAMETER =
      new Quirk(
          "rtp-info-repeated-parameter",
          "an entry of RTP-Info has a parameter twice; the first counts");

  /** {@code RTP-Info} names a synchronization source. */
  public static final Quirk RTP_INFO_SSRC =
      new Quirk(
          "rtp-info-ssrc",
          "RTP-Info has ssrc, which RFC 2326 does not know; read as a hint, or left out if it is no number");

  /** {@code RTP-Info} has a parameter that isn't known. */
  public static final Quirk RTP_INFO_UNKNOWN_PARAMETER =
      new Quirk(
          "rtp-info-unknown-parameter",
          "RTP-Info has a parameter that is not known, behind seq, rtptime or ssrc or without a url; passed over");

  /** {@code seq} of {@code RTP-Info} is no number of 16 bit. */
  public static final Quirk RTP_INFO_BAD_SEQ =
      new Quirk(
          "rtp-info-bad-seq", "seq of RTP-Info is no number from 0 to 65535; taken as not given");

  /** {@code rtptime} of {@code RTP-Info} is no number of 32 bit, such as -1. */
  public static final Quirk RTP_INFO_BAD_RTPTIME =
      new Quirk(
          "rtp-info-bad-rtptime",
          "rtptime of RTP-Info is no number from 0 to 4294967295; taken as not given");

  /** {@code RTP-Info} has more entries than any presentation has tracks. */
  public static final Quirk RTP_INFO_TOO_MANY =
      new Quirk("rtp-info-too-many", "RTP-Info has more than 64 entries; the others are left out");

  // URLs

  /** {@code Content-Base} or {@code Content-Location} is there, but empty. */
  public static final Quirk CONTENT_BASE_EMPTY =
      new Quirk(
          "content-base-empty",
          "Content-Base or Content-Location is empty; the next source of the base is taken");

  /** {@code Content-Base} stands in quotes. */
  public static final Quirk CONTENT_BASE_QUOTED =
      new Quirk(
          "content-base-quoted",
          "Content-Base or Content-Location stands in quotes or angle brackets; they are taken off");

  /** {@code Content-Base} starts with the host. */
  public static final Quirk CONTENT_BASE_WITHOUT_SCHEME =
      new Quirk(
          "content-base-without-scheme",
          "Content-Base has no scheme, as in 192.168.1.10:554/live/; read as if it had the request's");

  /** {@code Content-Base} repeats its scheme. */
  public static final Quirk CONTENT_BASE_NESTED_SCHEME =
      new Quirk(
          "content-base-nested-scheme",
          "Content-Base repeats its scheme, as in rtsp://rtsp://host/; read as one");

  /** {@code Content-Base} is relative. */
  public static final Quirk CONTENT_BASE_RELATIVE =
      new Quirk(
          "content-base-relative",
          "Content-Base is relative; resolved against the URL of the request");

  /** {@code Content-Base} names another host or port. */
  public static final Quirk CONTENT_BASE_OTHER_HOST =
      new Quirk(
          "content-base-other-host",
          "Content-Base names another host or port than was dialled, or none that can be read; only its path is taken");

  /** {@code Content-Base} holds user information. */
  public static final Quirk CONTENT_BASE_USER_INFO =
      new Quirk("content-base-user-info", "Content-Base holds user information; left out");

  /** {@code Content-Base} can't be sent, or may hold a secret. */
  public static final Quirk CONTENT_BASE_UNREADABLE =
      new Quirk(
          "content-base-unreadable",
          "Content-Base holds what cannot be sent, or an @ that doesn't tell where user information ends; the next source of the base is taken");

  /** {@code a=control} stands in quotes. */
  public static final Quirk CONTROL_QUOTED =
      new Quirk(
          "control-quoted", "an a=control stands in quotes or angle brackets; they are taken off");

  /** {@code a=control} starts with the host. */
  public static final Quirk CONTROL_WITHOUT_SCHEME =
      new Quirk(
          "control-without-scheme",
          "an a=control has no scheme, as in 192.168.1.10:554/track1; read as if it had the request's, then as a relative URL");

  /** {@code a=control} repeats its scheme. */
  public static final Quirk CONTROL_NESTED_SCHEME =
      new Quirk(
          "control-nested-scheme",
          "an a=control repeats its scheme, as in rtsp://rtsp://host/; read as one");

  /** {@code a=control} names another host or port. */
  public static final Quirk CONTROL_OTHER_HOST =
      new Quirk(
          "control-other-host",
          "an a=control names another host or port than was dialled, or none that can be read; only its path is taken");

  /** {@code a=control} holds user information. */
  public static final Quirk CONTROL_USER_INFO =
      new Quirk("control-user-info", "an a=control holds user information; left out");

  /** {@code a=control} can't be sent, or may hold a secret. */
  public static final Quirk CONTROL_UNREADABLE =
      new Quirk(
          "control-unreadable",
          "an a=control holds what cannot be sent, or an @ that doesn't tell where user information ends; the base URL is taken");

  /** {@code Location} of a redirect is relative. */
  public static final Quirk LOCATION_RELATIVE =
      new Quirk(
          "location-relative", "Location is relative; resolved against the URL of the request");

  /** {@code Location} of a redirect starts with the host. */
  public static final Quirk LOCATION_WITHOUT_SCHEME =
      new Quirk(
          "location-without-scheme", "Location has no scheme; read as if it had the request's");

  /** {@code Location} of a redirect holds user information. */
  public static final Quirk LOCATION_USER_INFO =
      new Quirk("location-user-info", "Location holds user information; left out");

  /** {@code Location} of a redirect is misspelt. */
  public static final Quirk LOCATION_REPAIRED =
      new Quirk(
          "location-repaired",
          "Location stands in quotes, repeats its scheme or has an IPv6 address without brackets; read as it was meant");

  // SDP

  /** Lines end in LF alone. */
  public static final Quirk SDP_LF_LINE_ENDING =
      new Quirk("sdp-lf-line-ending", "lines of a description end in LF alone; read like CRLF");

  /** Lines end in CR alone. */
  public static final Quirk SDP_CR_LINE_ENDING =
      new Quirk("sdp-cr-line-ending", "lines of a description end in CR alone; read like CRLF");

  /** The last line has no end. */
  public static final Quirk SDP_NO_FINAL_LINE_ENDING =
      new Quirk(
          "sdp-no-final-line-ending",
          "the last line of a description has no end; read like the others");

  /** A line is empty. */
  public static final Quirk SDP_BLANK_LINE =
      new Quirk("sdp-blank-line", "a line of a description is empty; left out");

  /** A byte order mark comes first. */
  public static final Quirk SDP_BYTE_ORDER_MARK =
      new Quirk("sdp-byte-order-mark", "a description starts with a byte order mark; left out");

  /** NUL bytes are among the text. */
  public static final Quirk SDP_NUL =
      new Quirk("sdp-nul", "a description holds NUL bytes; left out");

  /** The text is not UTF-8. */
  public static final Quirk SDP_NOT_UTF_8 =
      new Quirk("sdp-not-utf-8", "a description is not UTF-8; read as ISO 8859-1");

  /** Blanks stand where none belong. */
  public static final Quirk SDP_BLANKS =
      new Quirk(
          "sdp-blanks",
          "a line starts or ends in blanks, or its fields are parted by more than one; trimmed");

  /** A name is in another case. */
  public static final Quirk SDP_LETTER_CASE =
      new Quirk(
          "sdp-letter-case", "a name of a description is not in lower case; read as if it were");

  /** A line is of no known type. */
  public static final Quirk SDP_UNKNOWN_LINE =
      new Quirk(
          "sdp-unknown-line", "a line is not of the form x=…, or of no type that exists; left out");

  /** A line that must be there is not. */
  public static final Quirk SDP_MISSING_LINE =
      new Quirk(
          "sdp-missing-line",
          "a line that every description has is missing; a default stands for it");

  /** Lines are out of order. */
  public static final Quirk SDP_LINE_ORDER =
      new Quirk(
          "sdp-line-order",
          "the lines of a description are out of order; the order does not matter");

  /** A line is there twice. */
  public static final Quirk SDP_DUPLICATE_LINE =
      new Quirk(
          "sdp-duplicate-line", "a line that can be there once is repeated; the first counts");

  /** A session line stands in a media. */
  public static final Quirk SDP_MISPLACED_LINE =
      new Quirk(
          "sdp-misplaced-line",
          "a line of the session stands under a media; taken for the session");

  /** The version is not 0. */
  public static final Quirk SDP_VERSION =
      new Quirk("sdp-version", "the version of a description is not 0; it does not matter");

  /** The origin is malformed. */
  public static final Quirk SDP_ORIGIN =
      new Quirk(
          "sdp-origin",
          "the o= line lacks fields or has odd ones; kept as it is, since nothing depends on it");

  /** The connection is malformed. */
  public static final Quirk SDP_CONNECTION =
      new Quirk(
          "sdp-connection",
          "a c= line lacks fields or has odd ones; kept as it is and read as far as it can be");

  /** A time is malformed. */
  public static final Quirk SDP_TIME =
      new Quirk("sdp-time", "a t= or r= line is not two or more numbers; kept as it is");

  /** A bandwidth is malformed. */
  public static final Quirk SDP_BANDWIDTH =
      new Quirk("sdp-bandwidth", "a b= line is not a type and a number; kept as it is");

  /** A media line can not be read. */
  public static final Quirk SDP_MEDIA_UNREADABLE =
      new Quirk(
          "sdp-media-unreadable",
          "an m= line can not be read; the media stays visible and can not be played");

  /** A media has no usable port. */
  public static final Quirk SDP_MEDIA_PORT =
      new Quirk(
          "sdp-media-port",
          "the port of an m= line is not a port; read as 0, since SETUP agrees on ports");

  /** A media has an odd protocol. */
  public static final Quirk SDP_MEDIA_PROTOCOL =
      new Quirk(
          "sdp-media-protocol",
          "the protocol of an m= line is not a registered name of RTP; read as RTP");

  /** A payload type is none. */
  public static final Quirk SDP_PAYLOAD_TYPE =
      new Quirk(
          "sdp-payload-type", "a format of an RTP media is not a number from 0 to 127; left out");

  /** A media names no payload type. */
  public static final Quirk SDP_NO_PAYLOAD_TYPE =
      new Quirk("sdp-no-payload-type", "an m= line names no payload type; taken from a=rtpmap");

  /** A dynamic payload type has no a=rtpmap. */
  public static final Quirk SDP_NO_RTPMAP =
      new Quirk(
          "sdp-no-rtpmap",
          "nothing says what a dynamic payload type stands for; its packets can be had as they are");

  /** An a=rtpmap is malformed. */
  public static final Quirk SDP_RTPMAP =
      new Quirk(
          "sdp-rtpmap", "an a=rtpmap has odd blanks or no encoding; read as far as it can be");

  /** An a=rtpmap has a wrong clock rate. */
  public static final Quirk SDP_CLOCK_RATE =
      new Quirk(
          "sdp-clock-rate",
          "an a=rtpmap has no clock rate, or one that its encoding does not have; that of the encoding is used");

  /** An a=fmtp is malformed. */
  public static final Quirk SDP_FMTP =
      new Quirk(
          "sdp-fmtp",
          "an a=fmtp has no parameters, no blank after the payload type or blanks around =; read as far as it can be");

  /** An a=fmtp has a semicolon too many. */
  public static final Quirk SDP_FMTP_EMPTY_PARAMETER =
      new Quirk(
          "sdp-fmtp-empty-parameter",
          "an a=fmtp has an empty parameter, such as after a last semicolon; left out");

  /** An a=fmtp names a parameter twice. */
  public static final Quirk SDP_FMTP_DUPLICATE_PARAMETER =
      new Quirk(
          "sdp-fmtp-duplicate-parameter", "an a=fmtp names a parameter twice; the first counts");

  /** A format attribute stands under another media. */
  public static final Quirk SDP_FORMAT_ELSEWHERE =
      new Quirk(
          "sdp-format-elsewhere",
          "an a=rtpmap or a=fmtp is for a payload type that its media does not have; used for the media that has it, if any");

  /** Parameter sets are malformed. */
  public static final Quirk SDP_PARAMETER_SETS =
      new Quirk(
          "sdp-parameter-sets",
          "parameter sets of an a=fmtp are empty or not Base64; what can be read is used");

  /** Parameter sets hold start codes. */
  public static final Quirk SDP_PARAMETER_SETS_START_CODE =
      new Quirk(
          "sdp-parameter-sets-start-code",
          "parameter sets of an a=fmtp hold Annex B start codes; split there");

  /** A configuration is malformed. */
  public static final Quirk SDP_CONFIG =
      new Quirk(
          "sdp-config",
          "the config of an a=fmtp is empty, not hex or of an odd length; an odd last digit is half a byte");

  /** An a=control has no value. */
  public static final Quirk SDP_CONTROL =
      new Quirk(
          "sdp-control", "an a=control has no value; the media is controlled at the base URL");

  /** An a=framerate is no number. */
  public static final Quirk SDP_FRAMERATE =
      new Quirk("sdp-framerate", "an a=framerate is not a number above 0; left out");

  /** An attribute has no name. */
  public static final Quirk SDP_ATTRIBUTE =
      new Quirk("sdp-attribute", "an a= line has no name; left out");

  /** All media are said to be back channels. */
  public static final Quirk SDP_DIRECTION =
      new Quirk(
          "sdp-direction",
          "every media is sendonly, as from the side of the server; played all the same");

  /** There is more than can be kept. */
  public static final Quirk SDP_LIMIT =
      new Quirk(
          "sdp-limit",
          "a description has more media, formats, attributes or lines than are kept; the rest is left out");

  // Authentication

  /** A Digest challenge leaves out the quotes of a value that must have them (RFC 7616 §3.3). */
  public static final Quirk CHALLENGE_UNQUOTED_VALUE =
      new Quirk(
          "challenge-unquoted-value",
          "a value of a challenge stands without its quotes; it ends at the comma, or behind the list of qop");

  /** A Digest challenge puts quotes around stale or algorithm (RFC 7616 §3.3). */
  public static final Quirk CHALLENGE_QUOTED_TOKEN =
      new Quirk(
          "challenge-quoted-token",
          "stale or algorithm of a challenge stands in quotes; read like a token");

  /** White space stands around the equals sign of a parameter (RFC 7235 §2.1, BWS). */
  public static final Quirk CHALLENGE_SPACE_AROUND_EQUALS =
      new Quirk(
          "challenge-space-around-equals",
          "white space stands around an equals sign of a challenge; passed over");

  /** Nothing but white space parts two parameters or challenges. */
  public static final Quirk CHALLENGE_MISSING_COMMA =
      new Quirk(
          "challenge-missing-comma",
          "a comma is missing in a challenge; white space parts what it should");

  /** A semicolon parts two parameters. */
  public static final Quirk CHALLENGE_SEMICOLON =
      new Quirk(
          "challenge-semicolon",
          "a semicolon parts two parameters of a challenge; read like a comma");

  /** A comma follows a scheme where a space should. */
  public static final Quirk CHALLENGE_EXTRA_COMMA =
      new Quirk(
          "challenge-extra-comma",
          "a comma stands between a scheme and its parameters; passed over");

  /** A quoted value doesn't end. */
  public static final Quirk CHALLENGE_UNTERMINATED_QUOTE =
      new Quirk(
          "challenge-unterminated-quote",
          "a quoted value of a challenge has no closing quote; it ends with the header");

  /** A parameter stands twice in one challenge. */
  public static final Quirk CHALLENGE_REPEATED_PARAMETER =
      new Quirk(
          "challenge-repeated-parameter",
          "a parameter stands twice in a challenge; the first one counts");

  /** A part of a challenge follows no grammar. */
  public static final Quirk CHALLENGE_UNREADABLE_PART =
      new Quirk("challenge-unreadable-part", "a part of a challenge can't be read; the rest is");

  /** A challenge holds CR, LF or NUL. */
  public static final Quirk CHALLENGE_CONTROL_CHARACTER =
      new Quirk(
          "challenge-control-character",
          "a challenge holds a line break or NUL; read like a space");

  /** A challenge goes past the limits that it is read with. */
  public static final Quirk CHALLENGE_LIMIT =
      new Quirk(
          "challenge-limit",
          "a challenge is too long or has too many parts; what goes past the limit is left out");

  /** A challenge names no realm (RFC 7616 §3.3, RFC 7617 §2). */
  public static final Quirk CHALLENGE_WITHOUT_REALM =
      new Quirk(
          "challenge-without-realm", "a challenge has no realm; answered as if it were empty");

  /** A Digest challenge has an empty qop. */
  public static final Quirk DIGEST_EMPTY_QOP =
      new Quirk(
          "digest-empty-qop",
          "qop of a Digest challenge is empty; answered as if it weren't there (RFC 2069)");

  /** A Digest challenge joins a SHA-2 algorithm to the form of RFC 2069, which knows MD5 alone. */
  public static final Quirk DIGEST_SHA_WITHOUT_QOP =
      new Quirk(
          "digest-sha-without-qop",
          "a Digest challenge has a SHA-2 algorithm and no qop; answered in the form of RFC 2069");

  /**
   * A Digest challenge has a -sess algorithm and no qop, so that no cnonce may be sent, which the
   * algorithm needs.
   */
  public static final Quirk DIGEST_SESSION_WITHOUT_QOP =
      new Quirk(
          "digest-session-without-qop",
          "a Digest challenge has a -sess algorithm and no qop; answered with a cnonce all the same");

  /**
   * A server replaces a nonce that has run out without saying stale=true, as if the password were
   * wrong.
   */
  public static final Quirk DIGEST_NEW_NONCE_WITHOUT_STALE =
      new Quirk(
          "digest-new-nonce-without-stale",
          "a new nonce came without stale=true and the same password was accepted with it");

  /** A server hashes the realm with the backslashes of its quoted form. */
  public static final Quirk DIGEST_RAW_REALM =
      new Quirk(
          "digest-raw-realm",
          "the Digest answer was accepted only with the backslashes of the quoted realm in the hash");

  /** A server takes user name or password in UTF-8 without charset=UTF-8. */
  public static final Quirk AUTH_UTF8_UNANNOUNCED =
      new Quirk(
          "auth-utf8-unannounced",
          "user name and password were refused in ISO-8859-1 and accepted in UTF-8, though the challenge doesn't say so");

  /** The server's own proof in Authentication-Info is wrong (RFC 7616 §3.5). */
  public static final Quirk DIGEST_RSPAUTH_MISMATCH =
      new Quirk(
          "digest-rspauth-mismatch",
          "rspauth of Authentication-Info isn't what the server would send if it knew the password; passed over");

  // Transport and session

  /** The session id changes between requests; the last one is used. */
  public static final Quirk SESSION_ID_CHANGED =
      new Quirk(
          "session-id-changed",
          "the session id changes between SETUP or PLAY requests; the latest is used");

  /** The server knows the presentation by another URI than its Content-Base. */
  public static final Quirk AGGREGATE_URI =
      new Quirk(
          "aggregate-uri",
          "the server refuses the URI of the presentation and accepts another way to write it");

  /** The server knows a URL without a path only with a slash behind it. */
  public static final Quirk DESCRIBE_URI =
      new Quirk(
          "describe-uri",
          "DESCRIBE of a URL without a path is refused with 404 or 400, and accepted with a slash behind it; the slash stays");

  /** The server takes no requests about the whole presentation. */
  public static final Quirk AGGREGATE_NOT_ALLOWED =
      new Quirk(
          "aggregate-not-allowed",
          "the server refuses PLAY, PAUSE or TEARDOWN of the whole presentation with 459; sent for each track");

  /** The server knows keepalives by the URL that the session was opened with. */
  public static final Quirk KEEPALIVE_URI =
      new Quirk(
          "keepalive-uri",
          "a keepalive for the presentation's URI is refused with 404 or 454, and one for the session's URL accepted");

  /** A success of SETUP names no session. */
  public static final Quirk SESSION_MISSING =
      new Quirk(
          "session-missing",
          "the answer to SETUP names no session; requests go without one, and keepalives are sent all the same");

  /** The server joins a control to its base in another way than most. */
  public static final Quirk CONTROL_URI_JOINED_OTHERWISE =
      new Quirk(
          "control-uri-joined-otherwise",
          "the server refuses the control appended to the base and accepts another way to join them");

  /** A success of SETUP has no {@code Transport}. */
  public static final Quirk TRANSPORT_MISSING =
      new Quirk(
          "transport-missing",
          "the answer to SETUP names no transport; what was offered is taken as agreed");

  /** The server chose another transport than it was offered. */
  public static final Quirk TRANSPORT_OTHER_THAN_OFFERED =
      new Quirk(
          "transport-other-than-offered",
          "the answer to SETUP names another transport than was offered; it is used, after a SETUP that offers it where the answer leaves open how packets get across");

  /** {@code Transport} names another transport than was offered, but no way to it. */
  public static final Quirk TRANSPORT_BARE =
      new Quirk(
          "transport-bare",
          "the answer to an offer of interleaved packets says RTP/AVP and names neither channels nor ports; what was offered is taken as agreed");

  /** Packets come on an interleaved channel that no track was set up with. */
  public static final Quirk UNASSIGNED_CHANNEL =
      new Quirk(
          "unassigned-channel",
          "packets come on an interleaved channel that no track has; they are dropped and counted");

  /** {@code Transport} doesn't say RTP/AVP or the like. */
  public static final Quirk TRANSPORT_WITHOUT_PROTOCOL =
      new Quirk("transport-without-protocol", "Transport names no protocol; read as RTP/AVP");

  /** {@code Transport} has parameters before its protocol. */
  public static final Quirk TRANSPORT_PROTOCOL_NOT_FIRST =
      new Quirk(
          "transport-protocol-not-first",
          "Transport has parameters before its protocol; read in any order");

  /** {@code Transport} says neither unicast nor multicast. */
  public static final Quirk TRANSPORT_WITHOUT_DELIVERY =
      new Quirk(
          "transport-without-delivery",
          "Transport says neither unicast nor multicast; read as unicast unless its destination is a multicast address");

  /** A server answers with several transports. */
  public static final Quirk TRANSPORT_SEVERAL =
      new Quirk(
          "transport-several",
          "Transport of an answer holds several transports; the first is taken");

  /** {@code Transport} has an empty parameter. */
  public static final Quirk TRANSPORT_EMPTY_PARAMETER =
      new Quirk(
          "transport-empty-parameter",
          "Transport has a semicolon or comma too many, or a parameter without its value; taken as not given");

  /** {@code Transport} has a parameter whose name or value is none. */
  public static final Quirk TRANSPORT_BAD_PARAMETER =
      new Quirk(
          "transport-bad-parameter",
          "Transport has a parameter whose name is no token or that holds control characters; left out");

  /** {@code Transport} has a list without quotes. */
  public static final Quirk TRANSPORT_UNQUOTED_LIST =
      new Quirk(
          "transport-unquoted-list",
          "Transport has a list without quotes, as in mode=PLAY,RECORD; read as one value");

  /** {@code Transport} puts a number into quotes. */
  public static final Quirk TRANSPORT_QUOTED_NUMBER =
      new Quirk(
          "transport-quoted-number",
          "Transport puts quotes around channels, ports or another number; they are taken off");

  /** {@code Transport} has a parameter twice. */
  public static final Quirk TRANSPORT_DUPLICATE_PARAMETER =
      new Quirk(
          "transport-duplicate-parameter", "Transport has a parameter twice; the first counts");

  /** {@code Transport} has more than 64 parameters. */
  public static final Quirk TRANSPORT_TOO_MANY_PARAMETERS =
      new Quirk(
          "transport-too-many-parameters",
          "Transport has more than 64 parameters; the others are left out");

  /** {@code interleaved} is no channel or pair of channels. */
  public static final Quirk TRANSPORT_BAD_CHANNELS =
      new Quirk(
          "transport-bad-channels",
          "interleaved of Transport is no channel or pair of channels; taken as not given");

  /** {@code interleaved} has the same channel twice. */
  public static final Quirk TRANSPORT_EQUAL_CHANNELS =
      new Quirk(
          "transport-equal-channels",
          "interleaved of Transport has the same channel twice; RTP and RTCP are told apart by payload type");

  /** {@code interleaved} is one channel, an odd one. */
  public static final Quirk TRANSPORT_SINGLE_ODD_CHANNEL =
      new Quirk(
          "transport-single-odd-channel",
          "interleaved of Transport names one channel, an odd one; RTP and RTCP are expected on it");

  /** A pair of {@code Transport} ends behind its hyphen. */
  public static final Quirk TRANSPORT_OPEN_RANGE =
      new Quirk(
          "transport-open-range",
          "a pair of channels or ports of Transport lacks its second; read like one number");

  /** A pair of {@code Transport} runs downwards. */
  public static final Quirk TRANSPORT_DESCENDING_RANGE =
      new Quirk(
          "transport-descending-range",
          "the second channel or port of a pair of Transport is below the first; the first is RTP's");

  /** An answer for interleaved packets without channels. */
  public static final Quirk TRANSPORT_WITHOUT_CHANNELS =
      new Quirk(
          "transport-without-channels",
          "Transport of an answer for interleaved packets names no channels; those offered are taken");

  /** An answer with other channels than were offered. */
  public static final Quirk TRANSPORT_OTHER_CHANNELS =
      new Quirk(
          "transport-other-channels",
          "Transport of an answer names other interleaved channels than were offered; the server's are taken");

  /** Packets don't come from the port that the server named. */
  public static final Quirk TRANSPORT_OTHER_SOURCE_PORT =
      new Quirk(
          "transport-other-source-port",
          "server_port of Transport is missing or none that can be; learned from the first RTP packet");

  /** A server names an address for its media that isn't the one of the control link. */
  public static final Quirk TRANSPORT_OTHER_SOURCE =
      new Quirk(
          "transport-other-source",
          "source of Transport is another address than the control link's; media is awaited from the control link's");

  /** A port of {@code Transport} is no port. */
  public static final Quirk TRANSPORT_BAD_PORT =
      new Quirk(
          "transport-bad-port",
          "a port of Transport is no number from 0 to 65535; taken as not given");

  /** {@code ttl} of {@code Transport} is no number of 8 bit. */
  public static final Quirk TRANSPORT_BAD_TTL =
      new Quirk(
          "transport-bad-ttl", "ttl of Transport is no number from 0 to 255; taken as not given");

  /** {@code ssrc} of {@code Transport} hasn't eight digits. */
  public static final Quirk TRANSPORT_SHORT_SSRC =
      new Quirk(
          "transport-short-ssrc",
          "ssrc of Transport has fewer than eight hexadecimal digits; read as the number that they make");

  /** {@code ssrc} of {@code Transport} starts with 0x. */
  public static final Quirk TRANSPORT_SSRC_PREFIX =
      new Quirk("transport-ssrc-prefix", "ssrc of Transport starts with 0x; left out");

  /** {@code ssrc} of {@code Transport} is a list. */
  public static final Quirk TRANSPORT_SEVERAL_SSRC =
      new Quirk(
          "transport-several-ssrc",
          "ssrc of Transport is a list; the first that can be read is taken");

  /** {@code ssrc} of {@code Transport} is no number of eight hexadecimal digits. */
  public static final Quirk TRANSPORT_BAD_SSRC =
      new Quirk(
          "transport-bad-ssrc",
          "ssrc of Transport is no number of at most eight hexadecimal digits; taken as not given");

  /** {@code Session} has a semicolon too many. */
  public static final Quirk SESSION_EMPTY_PARAMETER =
      new Quirk("session-empty-parameter", "Session has a semicolon too many; passed over");

  /** {@code Session} has a parameter that isn't one timeout. */
  public static final Quirk SESSION_EXTRA_PARAMETER =
      new Quirk(
          "session-extra-parameter",
          "Session has a parameter that is not one timeout; passed over");

  /** The timeout of {@code Session} stands in quotes. */
  public static final Quirk SESSION_QUOTED_TIMEOUT =
      new Quirk(
          "session-quoted-timeout", "timeout of Session stands in quotes; they are taken off");

  /** The identifier of {@code Session} holds characters that none has. */
  public static final Quirk SESSION_ID_CHARACTERS =
      new Quirk(
          "session-id-characters",
          "the identifier of Session holds characters that no identifier has; sent back as it came");

  /** The timeout of {@code Session} is no number above zero. */
  public static final Quirk SESSION_BAD_TIMEOUT =
      new Quirk(
          "session-bad-timeout",
          "timeout of Session is no whole number above zero; taken as 60 seconds");

  /** The timeout of {@code Session} is very short or very long. */
  public static final Quirk SESSION_TIMEOUT_OUT_OF_RANGE =
      new Quirk(
          "session-timeout-out-of-range",
          "timeout of Session is below 5 seconds or above an hour; brought into that range");

  /** {@code Session} has no identifier that could be sent back. */
  public static final Quirk SESSION_ID_UNREADABLE =
      new Quirk(
          "session-id-unreadable",
          "Session has no identifier, or one with control characters that cannot be sent back; taken as not given");

  // RTP and RTCP

  /** RTCP comes where RTP is expected. */
  public static final Quirk RTCP_ON_RTP_CHANNEL =
      new Quirk(
          "rtcp-on-rtp-channel",
          "RTCP comes where RTP is expected, though it wasn't agreed on; told apart by its type");

  /** RTP comes where RTCP is expected. */
  public static final Quirk RTP_ON_RTCP_CHANNEL =
      new Quirk(
          "rtp-on-rtcp-channel",
          "RTP comes where RTCP is expected; told apart by its payload type");

  /** RTP packets have a payload type that the description doesn't list. */
  public static final Quirk UNKNOWN_PAYLOAD_TYPE =
      new Quirk(
          "unknown-payload-type",
          "RTP packets have a payload type that the description doesn't list; they are dropped");

  /** A track goes on with another SSRC. */
  public static final Quirk SSRC_CHANGED =
      new Quirk(
          "ssrc-changed",
          "a track goes on with another SSRC, without a BYE for the old one; the new one is taken");

  /** Two sources send on one track at the same time. */
  public static final Quirk INTERLEAVED_SSRCS =
      new Quirk(
          "interleaved-ssrcs",
          "two sources send on one track at the same time; the packets of the later one are dropped");

  /** Sequence numbers start anew under the same SSRC. */
  public static final Quirk SEQUENCE_RESTARTED =
      new Quirk(
          "sequence-restarted",
          "sequence numbers start anew under the same SSRC; counted as a new source");

  /** Media goes on after a BYE. */
  public static final Quirk MEDIA_AFTER_BYE =
      new Quirk(
          "media-after-bye",
          "media goes on for more than a second after its source said goodbye; the BYE is ignored");

  /** A sender report or a BYE is of a source that sends no media. */
  public static final Quirk RTCP_UNKNOWN_SSRC =
      new Quirk(
          "rtcp-unknown-ssrc",
          "a sender report or a BYE is of a source that sends no media; it is ignored");

  /** The clock of the sender reports leaps. */
  public static final Quirk SENDER_REPORT_JUMP =
      new Quirk(
          "sender-report-jump",
          "the clock of the sender reports leaps against the RTP timestamps; the new time is taken");

  /** Bytes follow the last RTCP packet. */
  public static final Quirk RTCP_TRAILING_BYTES =
      new Quirk(
          "rtcp-trailing-bytes",
          "one to three bytes follow the last RTCP packet; they are ignored");

  /** The rest of a compound RTCP packet can't be read. */
  public static final Quirk RTCP_UNREADABLE_REST =
      new Quirk(
          "rtcp-unreadable-rest",
          "what follows in a compound RTCP packet can't be read; what comes before it is used");

  /** An RTCP packet lacks bytes of its last word. */
  public static final Quirk RTCP_LAST_WORD_CUT =
      new Quirk(
          "rtcp-last-word-cut",
          "an RTCP packet lacks up to three bytes of its last word; it is read as far as it goes");

  /** A compound RTCP packet begins with neither SR nor RR. */
  public static final Quirk RTCP_NO_LEADING_REPORT =
      new Quirk(
          "rtcp-no-leading-report",
          "a compound RTCP packet begins with neither SR nor RR, as only RFC 5506 allows");

  /** An RTCP packet that isn't the last one is padded. */
  public static final Quirk RTCP_PADDING_BEFORE_LAST =
      new Quirk(
          "rtcp-padding-before-last",
          "an RTCP packet that isn't the last one is padded; the padding is taken off");

  /** The padding of an RTCP packet counts nothing or too much. */
  public static final Quirk RTCP_PADDING_COUNT =
      new Quirk(
          "rtcp-padding-count",
          "the padding of an RTCP packet counts nothing or too much; none is taken off");

  /** An RTCP packet is shorter than the fixed part of its type. */
  public static final Quirk RTCP_SHORT_PACKET =
      new Quirk(
          "rtcp-short-packet",
          "an RTCP packet is shorter than the fixed part of its type; it is skipped");

  /** An RTCP packet counts more blocks or sources than it has. */
  public static final Quirk RTCP_COUNT_TOO_LARGE =
      new Quirk(
          "rtcp-count-too-large",
          "an RTCP packet counts more blocks or sources than it has; those that are there are read");

  /** A chunk of an SDES packet has no end. */
  public static final Quirk SDES_WITHOUT_END =
      new Quirk(
          "sdes-without-end",
          "a chunk of an SDES packet ends with the packet and not with a zero byte");

  /** An item of an SDES packet is longer than the packet. */
  public static final Quirk SDES_ITEM_CUT =
      new Quirk(
          "sdes-item-cut", "an item of an SDES packet is longer than the packet; it is left out");

  /** The reason of a BYE packet is longer than the packet. */
  public static final Quirk BYE_REASON_CUT =
      new Quirk(
          "bye-reason-cut",
          "the reason of a BYE packet is longer than the packet; it is read as far as it goes");

  private Quirks() {}
}
