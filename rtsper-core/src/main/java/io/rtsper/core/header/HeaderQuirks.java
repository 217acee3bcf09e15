package io.rtsper.core.header;

import io.rtsper.api.Quirk;

/** What is tolerated of header fields; the detail of a report names the field and the parameter. */
final class HeaderQuirks {

  static final Quirk METHOD_NAME_CASE =
      Quirk.of(
          "method-name-case",
          "Public or Allow writes a method in lower case; read as the method in upper case");

  static final Quirk METHODS_MISNAMED =
      Quirk.of(
          "methods-misnamed",
          "the methods that a server takes stand in a header named Options; read like Public");

  static final Quirk CONTENT_TYPE_UNREADABLE =
      Quirk.of(
          "content-type-unreadable",
          "Content-Type is not of the form type/subtype, or names several types; the first is read as it stands");

  static final Quirk HEADER_UNREADABLE =
      Quirk.warning(
          "header-unreadable", "a header, or a part of one, cannot be read or sent back; left out");

  static final Quirk HEADER_LIMIT =
      Quirk.warning(
          "header-limit",
          "a header is too long or has too many parts; what goes past the limit is left out");

  static final Quirk HEADER_SEPARATOR =
      Quirk.of(
          "header-separator",
          "the parts of a header are parted by something else than the character that should stand there once; read all the same");

  static final Quirk HEADER_BLANKS =
      Quirk.of("header-blanks", "white space stands where a header has none; passed over");

  static final Quirk PARAMETER_EMPTY =
      Quirk.of(
          "parameter-empty",
          "a header has a separator too many, or a parameter without its value; taken as not given");

  static final Quirk PARAMETER_REPEATED =
      Quirk.of("parameter-repeated", "a header has a parameter twice; the first counts");

  static final Quirk PARAMETER_QUOTED =
      Quirk.of(
          "parameter-quoted",
          "a parameter stands in quotes that it should not have; they are taken off");

  static final Quirk PARAMETER_UNQUOTED =
      Quirk.of(
          "parameter-unquoted",
          "a parameter stands without the quotes that it should have; it ends where the next one starts");

  static final Quirk PARAMETER_UNREADABLE =
      Quirk.of(
          "parameter-unreadable",
          "a parameter is not of its form or out of its range; taken as not given");

  static final Quirk PARAMETER_FRACTION =
      Quirk.of(
          "parameter-fraction",
          "a parameter is a decimal fraction where a whole number should stand; what is behind the point is cut off");

  static final Quirk PARAMETER_UNKNOWN =
      Quirk.of(
          "parameter-unknown",
          "a header has a parameter that its RFC does not know; passed over, or taken as a hint");

  static final Quirk RANGE_INCOMPLETE =
      Quirk.of(
          "range-incomplete",
          "Range leaves something out; without a unit it is normal play time, without a hyphen the start, without Z it is UTC, without seconds the full minute, of two fields minutes and seconds, without times not given");

  static final Quirk RTP_INFO_WITHOUT_URL =
      Quirk.of(
          "rtp-info-without-url",
          "an entry of RTP-Info has no url; it belongs to the track of the same place in the list");

  static final Quirk CHALLENGE_UNTERMINATED_QUOTE =
      Quirk.of(
          "challenge-unterminated-quote",
          "a quoted value of a challenge has no closing quote; it ends with the header");

  static final Quirk CHALLENGE_CONTROL_CHARACTER =
      Quirk.of(
          "challenge-control-character",
          "a challenge holds a line break or NUL; read like a space");

  static final Quirk TRANSPORT_WITHOUT_PROTOCOL =
      Quirk.of("transport-without-protocol", "Transport names no protocol; read as RTP/AVP");

  static final Quirk TRANSPORT_PROTOCOL_NOT_FIRST =
      Quirk.of(
          "transport-protocol-not-first",
          "Transport has parameters before its protocol; read in any order");

  static final Quirk TRANSPORT_WITHOUT_DELIVERY =
      Quirk.of(
          "transport-without-delivery",
          "Transport over UDP says neither unicast nor multicast, and names no group; read as unicast");

  static final Quirk TRANSPORT_SEVERAL =
      Quirk.of(
          "transport-several",
          "Transport of an answer holds several transports; the first is taken");

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
          "the second channel or port of a pair of Transport is below the first; both are taken as they stand, the first for RTP");

  static final Quirk TRANSPORT_SSRC_FORM =
      Quirk.of(
          "transport-ssrc-form",
          "ssrc of Transport starts with 0x, has fewer than eight hexadecimal digits, or is a list; read as the first number that it holds");

  static final Quirk SESSION_ID_CHARACTERS =
      Quirk.of(
          "session-id-characters",
          "the identifier of Session holds characters that no identifier has; sent back as it came");

  static final Quirk SESSION_TIMEOUT_OUT_OF_RANGE =
      Quirk.of(
          "session-timeout-out-of-range",
          "timeout of Session is below 5 seconds or above an hour; brought into that range");

  private HeaderQuirks() {}
}
