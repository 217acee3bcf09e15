package io.rtsper.core.header;

import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.text.Ascii;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The methods that a server takes: the {@code Public} header of the answer to OPTIONS, or {@code
 * Allow} of a 405 (RFC 2326 §12.28, §12.4). Cameras list methods that they refuse, and leave out
 * some that they take.
 *
 * @param methods the methods in their order, each once, at most 64
 */
public record PublicHeader(List<RtspMethod> methods) {

  /** Copies the list. */
  public PublicHeader {
    methods = List.copyOf(methods);
  }

  /**
   * Reads all the fields of an answer that name methods: {@code Public}, or {@code Options}, as
   * rtsp-streaming-server 2.1.0 calls it.
   *
   * @param headers the header of an answer
   * @param quirks takes what was tolerated
   * @return the methods of all fields, or empty if the answer has none
   * @throws io.rtsper.api.RtspProtocolException if a value is too long
   */
  public static Optional<PublicHeader> of(RtspHeaders headers, QuirkReporter quirks) {
    List<String> values = headers.all("Public");
    if (values.isEmpty()) {
      values = headers.all("Options");
      if (values.isEmpty()) {
        return Optional.empty();
      }
      quirks.report(HeaderQuirks.METHODS_MISNAMED, "");
    }
    Set<RtspMethod> methods = new LinkedHashSet<>();
    values.forEach(value -> methods.addAll(parse(value, quirks).methods()));
    return Optional.of(new PublicHeader(List.copyOf(methods)));
  }

  /**
   * Reads a header's value. Commas, semicolons and white space part methods.
   *
   * @param value the value of {@code Public} or {@code Allow}
   * @param quirks takes what was tolerated
   * @return the header; without a method if the value is empty
   * @throws io.rtsper.api.RtspProtocolException if the value is too long
   */
  public static PublicHeader parse(String value, QuirkReporter quirks) {
    HeaderText.checkLength("Public", value);
    Set<RtspMethod> methods = new LinkedHashSet<>();
    int at = 0;
    boolean any = false;
    boolean listed = true;
    while (at < value.length() && methods.size() < HeaderText.MAX_PARTS) {
      int separator = at;
      while (at < value.length() && isSeparator(value.charAt(at))) {
        at++;
      }
      boolean wanted = any && at < value.length();
      listed &= isOneComma(value, separator, at, wanted);
      int start = at;
      while (at < value.length() && !isSeparator(value.charAt(at))) {
        at++;
      }
      if (at > start) {
        any = true;
        add(methods, value.substring(start, at), quirks);
      }
    }
    if (!listed) {
      quirks.report(HeaderQuirks.HEADER_SEPARATOR, "list of methods");
    }
    if (at < value.length()) {
      quirks.report(HeaderQuirks.HEADER_LIMIT, "more than 64 methods");
    }
    return new PublicHeader(List.copyOf(methods));
  }

  private static void add(Set<RtspMethod> methods, String name, QuirkReporter quirks) {
    String upper = Ascii.upper(name);
    try {
      methods.add(RtspMethod.of(upper));
    } catch (RtspValidationException noMethod) {
      quirks.report(HeaderQuirks.HEADER_UNREADABLE, "list of methods");
      return;
    }
    if (!upper.equals(name)) {
      quirks.report(HeaderQuirks.METHOD_NAME_CASE, "");
    }
  }

  /** Returns whether there is one comma if one is wanted, and else nothing but white space. */
  private static boolean isOneComma(String value, int from, int to, boolean wanted) {
    int commas = 0;
    for (int i = from; i < to; i++) {
      if (value.charAt(i) == ';') {
        return false;
      }
      commas += value.charAt(i) == ',' ? 1 : 0;
    }
    return commas == (wanted ? 1 : 0);
  }

  private static boolean isSeparator(char c) {
    return c <= ' ' || c == ',' || c == ';';
  }
}
