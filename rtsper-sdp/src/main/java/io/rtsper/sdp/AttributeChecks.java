package io.rtsper.sdp;

import org.jspecify.annotations.Nullable;

/**
 * Tells what is odd about the values of attributes. It changes nothing: the typed accessors of the
 * model read the same values as far as they can be read.
 */
final class AttributeChecks {

  private final Findings findings;
  private final String text;
  private final FormatChecks formats;
  private boolean sendOnlySeen;

  AttributeChecks(Findings findings, String text) {
    this.findings = findings;
    this.text = text;
    formats = new FormatChecks(findings, text);
  }

  /** Returns whether there is an {@code a=sendonly}. */
  boolean sendOnlySeen() {
    return sendOnlySeen;
  }

  /** Checks an attribute without a colon. */
  void withoutValue(String name) {
    switch (name) {
      case "sendonly" -> sendOnlySeen = true;
      case "control" -> findings.here(SdpQuirks.SDP_CONTROL, "has no value");
      case "rtpmap" -> findings.here(SdpQuirks.SDP_RTPMAP, "says nothing");
      case "fmtp" -> findings.here(SdpQuirks.SDP_FMTP, "says nothing");
      case "framerate" ->
          findings.here(SdpQuirks.SDP_FRAMERATE, "is not a number above 0, left out");
      default -> {
        // All others may stand alone.
      }
    }
  }

  /** Checks an attribute's value, which stands between two indexes of the text. */
  void value(String name, int from, int to, @Nullable MediaSection media) {
    switch (name) {
      case "rtpmap" -> rtpMap(from, to, media);
      case "fmtp" -> formatParameters(from, to, media);
      case "control" -> {
        if (from == to) {
          findings.here(SdpQuirks.SDP_CONTROL, "has no value");
        }
      }
      case "framerate" -> framerate(from, to);
      case "sendonly" -> sendOnlySeen = true;
      default -> {
        // Kept as it is.
      }
    }
  }

  private void framerate(int from, int to) {
    boolean positive = false;
    int dots = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      dots += c == '.' ? 1 : 0;
      positive |= c >= '1' && c <= '9';
      if ((c != '.' && !Ascii.isDigit(c)) || dots > 1) {
        positive = false;
        break;
      }
    }
    if (!positive) {
      findings.here(SdpQuirks.SDP_FRAMERATE, "is not a number above 0, left out");
    }
  }

  private void rtpMap(int from, int to, @Nullable MediaSection media) {
    int digits = Ascii.digitsEnd(text, from, to);
    int payloadType = payloadType(from, digits);
    int name = Ascii.skipBlanks(text, digits, to);
    if (payloadType < 0 || name == to) {
      findings.here(SdpQuirks.SDP_RTPMAP, "does not say what a payload type stands for");
      return;
    }
    tellIfElsewhere(payloadType, media);
    if (media != null
        && !media.mapped(payloadType)
        && media.contradicts(text.substring(from, to))) {
      findings.here(
          SdpQuirks.SDP_RTPMAP, "says otherwise than a line before what a payload type stands for");
    }
    formats.rtpMap(digits, name, to);
  }

  private void formatParameters(int from, int to, @Nullable MediaSection media) {
    int digits = Ascii.digitsEnd(text, from, to);
    int payloadType = payloadType(from, digits);
    int parameters = Ascii.skipBlanks(text, digits, to);
    if (payloadType < 0 || parameters == to) {
      findings.here(SdpQuirks.SDP_FMTP, "says nothing");
      return;
    }
    tellIfElsewhere(payloadType, media);
    if (parameters == digits) {
      findings.here(SdpQuirks.SDP_FMTP, "has no blank after the payload type");
    }
    formats.parameters(parameters, to);
  }

  private int payloadType(int from, int to) {
    int number = Ascii.number(text, from, to);
    return number > 127 ? -1 : number;
  }

  private void tellIfElsewhere(int payloadType, @Nullable MediaSection media) {
    if (media == null || !media.has(payloadType)) {
      findings.here(
          SdpQuirks.SDP_FORMAT_ELSEWHERE,
          "is for payload type " + payloadType + ", which its media does not have");
    }
  }
}
