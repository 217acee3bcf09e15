package io.rtsper.api.sdp;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code a=fmtp} (RFC 8866 §6.15): parameters parted by semicolons. */
final class FormatParameters {

  /** The most parameters of one format. */
  static final int MAX_PARAMETERS = 64;

  private FormatParameters() {}

  /** Returns the parameters of a payload type from all its lines; a name's first value counts. */
  static Map<String, String> of(
      int payloadType, List<SdpAttribute> own, List<SdpAttribute> strays) {
    Map<String, String> parameters = new LinkedHashMap<>();
    read(payloadType, own, parameters);
    if (parameters.isEmpty()) {
      read(payloadType, strays, parameters);
    }
    return parameters.isEmpty() ? Map.of() : Collections.unmodifiableMap(parameters);
  }

  private static void read(
      int payloadType, List<SdpAttribute> attributes, Map<String, String> into) {
    for (int i = 0; i < attributes.size(); i++) {
      SdpAttribute attribute = attributes.get(i);
      if (attribute.name().equals("fmtp")) {
        String value = attribute.valueOrEmpty();
        int start = Scan.skipBlanks(value, 0);
        int digits = Scan.digitsEnd(value, start);
        if (Scan.decimal(value, start, digits) == payloadType) {
          readParameters(value, digits, into);
        }
      }
    }
  }

  /** Reads from after the payload type. A missing blank there does no harm. */
  private static void readParameters(String value, int from, Map<String, String> into) {
    int i = from;
    while (i < value.length() && into.size() < MAX_PARAMETERS) {
      int end = partEnd(value, i);
      int equals = value.indexOf('=', i);
      if (equals < 0 || equals >= end) {
        put(Scan.trimmed(value, i, end), "", into);
      } else {
        put(Scan.trimmed(value, i, equals), unquoted(value, equals + 1, end), into);
      }
      i = end + 1;
    }
  }

  /** Returns the index of the semicolon that ends a part, which isn't one within quotes. */
  private static int partEnd(String value, int from) {
    int semicolon = value.indexOf(';', from);
    if (semicolon < 0) {
      return value.length();
    }
    int quote = value.indexOf('"', from);
    if (quote < 0 || quote > semicolon) {
      return semicolon;
    }
    int closing = value.indexOf('"', quote + 1);
    if (closing < semicolon) {
      return semicolon;
    }
    int after = value.indexOf(';', closing);
    return after < 0 ? value.length() : after;
  }

  private static String unquoted(String value, int from, int to) {
    String text = Scan.trimmed(value, from, to);
    return text.length() >= 2 && text.charAt(0) == '"' && text.endsWith("\"")
        ? text.substring(1, text.length() - 1)
        : text;
  }

  private static void put(String name, String value, Map<String, String> into) {
    if (!name.isEmpty()) {
      into.putIfAbsent(Scan.lowerCase(name), value);
    }
  }
}
