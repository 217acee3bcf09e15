package io.rtsper.api;

import io.rtsper.api.ascii.Ascii;

/** The written forms of IP addresses. Nothing is looked up. */
final class AddressText {

  private AddressText() {}

  /** Returns whether the text is an IPv4 address of four decimal numbers. */
  static boolean isIpv4(String text) {
    int numbers = 0;
    int at = 0;
    while (at <= text.length()) {
      int dot = text.indexOf('.', at);
      int end = dot < 0 ? text.length() : dot;
      if (!isByte(text, at, end)) {
        return false;
      }
      numbers++;
      if (dot < 0) {
        return numbers == 4;
      }
      at = dot + 1;
    }
    return false;
  }

  private static boolean isByte(String text, int start, int end) {
    if (start == end || end - start > 3) {
      return false;
    }
    int value = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (!Ascii.isDigit(c)) {
        return false;
      }
      value = 10 * value + c - '0';
    }
    return value <= 0xFF;
  }

  /** Returns whether the text is an IPv6 address of RFC 4291 §2.2, without brackets and zone. */
  static boolean isIpv6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, true) == 8;
    }
    if (text.indexOf("::", gap + 1) >= 0) {
      return false;
    }
    int before = groups(text.substring(0, gap), false);
    int after = groups(text.substring(gap + 2), true);
    return before >= 0 && after >= 0 && before + after <= 7;
  }

  /** Returns how many 16-bit groups the text makes, or -1. */
  private static int groups(String text, boolean mayEndInIpv4) {
    int groups = 0;
    int at = 0;
    while (at < text.length()) {
      int colon = text.indexOf(':', at);
      int end = colon < 0 ? text.length() : colon;
      if (colon < 0 && mayEndInIpv4 && isIpv4(text.substring(at))) {
        return groups + 2;
      }
      if (end == at || end - at > 4 || colon == text.length() - 1) {
        return -1;
      }
      for (int i = at; i < end; i++) {
        if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
          return -1;
        }
      }
      groups++;
      at = end + 1;
    }
    return groups;
  }
}
