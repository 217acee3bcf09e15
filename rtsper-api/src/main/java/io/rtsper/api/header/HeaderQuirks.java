package io.rtsper.api.header;

import io.rtsper.api.Quirk;

/** What is tolerated of header fields. */
final class HeaderQuirks {

  static final Quirk METHOD_NAME_CASE =
      Quirk.of(
          "method-name-case",
          "Public or Allow writes a method in lower case; read as the method in upper case");

  static final Quirk METHOD_LIST_SEPARATOR =
      Quirk.of(
          "method-list-separator",
          "Public or Allow parts methods with something else than one comma; read all the same");

  static final Quirk METHOD_LIST_UNREADABLE =
      Quirk.warning(
          "method-list-unreadable",
          "Public or Allow holds what is no method, or more than 64; left out");

  static final Quirk CONTENT_TYPE_UNREADABLE =
      Quirk.of(
          "content-type-unreadable",
          "Content-Type is not of the form type/subtype, or names several types; the first is read as it stands");

  static final Quirk RANGE_UNREADABLE =
      Quirk.warning(
          "range-unreadable", "Range cannot be understood; taken as not given, its text is kept");

  static final Quirk RANGE_WITHOUT_UNIT =
      Quirk.of("range-without-unit", "Range has no unit; read as normal play time");

  static final Quirk RANGE_COLON_AFTER_UNIT =
      Quirk.of(
          "range-colon-after-unit",
          "Range has a colon behind its unit where an equals sign should be, as in npt:0-; read like one");

  static final Quirk RANGE_WITHOUT_HYPHEN =
      Quirk.of("range-without-hyphen", "Range has one time and no hyphen; read as the start");

  static final Quirk RANGE_WITHOUT_TIMES =
      Quirk.of("range-without-times", "Range has neither start nor end; taken as not given");

  static final Quirk RANGE_WITHOUT_ZONE =
      Quirk.of("range-without-zone", "a time of the wall clock in Range lacks its Z; read as UTC");

  static final Quirk RANGE_BLANKS =
      Quirk.of("range-blanks", "Range has blanks around its hyphen; left out");

  static final Quirk RANGE_SHORT_TIME =
      Quirk.of(
          "range-short-time",
          "a normal play time of Range has minutes and seconds and no hours; read as such");

  static final Quirk RTP_INFO_WITHOUT_URL =
      Quirk.of(
          "rtp-info-without-url",
          "an entry of RTP-Info has no url; it belongs to the track of the same place in the list");

  static final Quirk RTP_INFO_QUOTED_URL =
      Quirk.of("rtp-info-quoted-url", "RTP-Info puts a URL into quotes; they are taken off");

  static final Quirk RTP_INFO_EMPTY_PARAMETER =
      Quirk.of(
          "rtp-info-empty-parameter", "RTP-Info has a semicolon or comma too many; passed over");

  static final Quirk RTP_INFO_SEMICOLON_BETWEEN_ENTRIES =
      Quirk.of(
          "rtp-info-semicolon-between-entries",
          "a semicolon parts two entries of RTP-Info where a comma should; both are read");

  static final Quirk RTP_INFO_REPEATED_PARAMETER =
      Quirk.of(
          "rtp-info-repeated-parameter",
          "an entry of RTP-Info has a parameter twice; the first counts");

  static final Quirk RTP_INFO_SSRC =
      Quirk.of(
          "rtp-info-ssrc",
          "RTP-Info has ssrc, which RFC 2326 does not know; read as a hint, or left out if it is no number");

  static final Quirk RTP_INFO_UNKNOWN_PARAMETER =
      Quirk.of(
          "rtp-info-unknown-parameter",
          "RTP-Info has a parameter that is not known, behind seq, rtptime or ssrc or without a url; passed over");

  static final Quirk RTP_INFO_BAD_SEQ =
      Quirk.of(
          "rtp-info-bad-seq", "seq of RTP-Info is no number from 0 to 65535; taken as not given");

  static final Quirk RTP_INFO_BAD_RTPTIME =
      Quirk.of(
          "rtp-info-bad-rtptime",
          "rtptime of RTP-Info is no number from 0 to 4294967295; taken as not given");

  static final Quirk RTP_INFO_TOO_MANY =
      Quirk.warning(
          "rtp-info-too-many", "RTP-Info has more than 64 entries; the others are left out");

  static final Quirk CHALLENGE_UNQUOTED_VALUE =
      Quirk.of(
          "challenge-unquoted-value",
          "a value of a challenge stands without its quotes; it ends at the comma, or behind the list of qop");

  static final Quirk CHALLENGE_QUOTED_TOKEN =
      Quirk.of(
          "challenge-quoted-token",
          "stale or algorithm of a challenge stands in quotes; read like a token");

  static final Quirk CHALLENGE_SPACE_AROUND_EQUALS =
      Quirk.of(
          "challenge-space-around-equals",
          "white space stands around an equals sign of a challenge; passed over");

  static final Quirk CHALLENGE_MISSING_COMMA =
      Quirk.of(
          "challenge-missing-comma",
          "a comma is missing in a challenge; white space parts what it should");

  static final Quirk CHALLENGE_SEMICOLON =
      Quirk.of(
          "challenge-semicolon",
          "a semicolon parts two parameters of a challenge; read like a comma");

  static final Quirk CHALLENGE_EXTRA_COMMA =
      Quirk.of(
          "challenge-extra-comma",
          "a comma stands between a scheme and its parameters; passed over");

  static final Quirk CHALLENGE_UNTERMINATED_QUOTE =
      Quirk.of(
          "challenge-unterminated-quote",
          "a quoted value of a challenge has no closing quote; it ends with the header");

  static final Quirk CHALLENGE_REPEATED_PARAMETER =
      Quirk.of(
          "challenge-repeated-parameter",
          "a parameter stands twice in a challenge; the first one counts");

  static final Quirk CHALLENGE_UNREADABLE_PART =
      Quirk.warning(
          "challenge-unreadable-part", "a part of a challenge can't be read; the rest is");

  static final Quirk CHALLENGE_CONTROL_CHARACTER =
      Quirk.of(
          "challenge-control-character",
          "a challenge holds a line break or NUL; read like a space");

  static final Quirk CHALLENGE_LIMIT =
      Quirk.warning(
          "challenge-limit",
          "a challenge is too long or has too many parts; what goes past the limit is left out");

  static final Quirk TRANSPORT_WITHOUT_PROTOCOL =
      Quirk.of("transport-without-protocol", "Transport names no protocol; read as RTP/AVP");

  static final Quirk TRANSPORT_PROTOCOL_NOT_FIRST =
      Quirk.of(
          "transport-protocol-not-first",
          "Transport has parameters before its protocol; read in any order");

  static final Quirk TRANSPORT_WITHOUT_DELIVERY =
      Quirk.of(
          "transport-without-delivery",
          "Transport says neither unicast nor multicast; read as unicast unless its destination is a multicast address");

  static final Quirk TRANSPORT_SEVERAL =
      Quirk.of(
          "transport-several",
          "Transport of an answer holds several transports; the first is taken");

  static final Quirk TRANSPORT_EMPTY_PARAMETER =
      Quirk.of(
          "transport-empty-parameter",
          "Transport has a semicolon or comma too many, or a parameter without its value; taken as not given");

  static final Quirk TRANSPORT_BAD_PARAMETER =
      Quirk.of(
          "transport-bad-parameter",
          "Transport has a parameter whose name is no token or that holds control characters; left out");

  static final Quirk TRANSPORT_UNQUOTED_LIST =
      Quirk.of(
          "transport-unquoted-list",
          "Transport has a list without quotes, as in mode=PLAY,RECORD; read as one value");

  static final Quirk TRANSPORT_QUOTED_NUMBER =
      Quirk.of(
          "transport-quoted-number",
          "Transport puts quotes around channels, ports or another number; they are taken off");

  static final Quirk TRANSPORT_DUPLICATE_PARAMETER =
      Quirk.of(
          "transport-duplicate-parameter", "Transport has a parameter twice; the first counts");

  static final Quirk TRANSPORT_TOO_MANY_PARAMETERS =
      Quirk.warning(
          "transport-too-many-parameters",
          "Transport has more than 64 parameters; the others are left out");

  static final Quirk TRANSPORT_BAD_CHANNELS =
      Quirk.of(
          "transport-bad-channels",
          "interleaved of Transport is no channel or pair of channels; taken as not given");

  static final Quirk TRANSPORT_EQUAL_CHANNELS =
      Quirk.of(
          "transport-equal-channels",
          "interleaved of Transport has the same channel twice; RTP and RTCP are told apart by payload type");

  static final Quirk TRANSPORT_SINGLE_ODD_CHANNEL =
      Quirk.of(
          "transport-single-odd-channel",
          "interleaved of Transport names one channel, an odd one; RTP and RTCP are expected on it");

  static final Quirk TRANSPORT_OPEN_RANGE =
      Quirk.of(
          "transport-open-range",
          "a pair of channels or ports of Transport lacks its second; read like one number");

  static final Quirk TRANSPORT_DESCENDING_RANGE =
      Quirk.of(
          "transport-descending-range",
          "the second channel or port of a pair of Transport is below the first; the first is RTP's");

  static final Quirk TRANSPORT_BAD_PORT =
      Quirk.of(
          "transport-bad-port",
          "a port of Transport is no number from 0 to 65535; taken as not given");

  static final Quirk TRANSPORT_BAD_TTL =
      Quirk.of(
          "transport-bad-ttl", "ttl of Transport is no number from 0 to 255; taken as not given");

  static final Quirk TRANSPORT_SHORT_SSRC =
      Quirk.of(
          "transport-short-ssrc",
          "ssrc of Transport has fewer than eight hexadecimal digits; read as the number that they make");

  static final Quirk TRANSPORT_SSRC_PREFIX =
      Quirk.of("transport-ssrc-prefix", "ssrc of Transport starts with 0x; left out");

  static final Quirk TRANSPORT_SEVERAL_SSRC =
      Quirk.of(
          "transport-several-ssrc",
          "ssrc of Transport is a list; the first that can be read is taken");

  static final Quirk TRANSPORT_BAD_SSRC =
      Quirk.of(
          "transport-bad-ssrc",
          "ssrc of Transport is no number of at most eight hexadecimal digits; taken as not given");

  static final Quirk SESSION_EMPTY_PARAMETER =
      Quirk.of("session-empty-parameter", "Session has a semicolon too many; passed over");

  static final Quirk SESSION_EXTRA_PARAMETER =
      Quirk.of(
          "session-extra-parameter",
          "Session has a parameter that is not one timeout; passed over");

  static final Quirk SESSION_QUOTED_TIMEOUT =
      Quirk.of("session-quoted-timeout", "timeout of Session stands in quotes; they are taken off");

  static final Quirk SESSION_ID_CHARACTERS =
      Quirk.of(
          "session-id-characters",
          "the identifier of Session holds characters that no identifier has; sent back as it came");

  static final Quirk SESSION_BAD_TIMEOUT =
      Quirk.of(
          "session-bad-timeout",
          "timeout of Session is no whole number above zero; taken as 60 seconds");

  static final Quirk SESSION_TIMEOUT_OUT_OF_RANGE =
      Quirk.of(
          "session-timeout-out-of-range",
          "timeout of Session is below 5 seconds or above an hour; brought into that range");

  static final Quirk SESSION_ID_UNREADABLE =
      Quirk.warning(
          "session-id-unreadable",
          "Session has no identifier, or one with control characters that cannot be sent back; taken as not given");

  private HeaderQuirks() {}
}
