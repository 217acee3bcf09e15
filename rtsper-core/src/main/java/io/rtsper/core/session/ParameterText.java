package io.rtsper.core.session;

import io.rtsper.api.RtspValidationException;
import java.util.List;

/** Bodies of type {@code text/parameters} (RFC 2326 §10.8, §10.9), a line a parameter. */
final class ParameterText {

  private ParameterText() {}

  /** Returns the names, or an empty text for none. */
  static String ofNames(String... names) {
    StringBuilder text = new StringBuilder();
    for (String name : List.of(names)) {
      text.append(checkedName(name)).append("\r\n");
    }
    return text.toString();
  }

  /** Returns a name and its value. */
  static String of(String name, String value) {
    if (hasControls(value)) {
      throw new RtspValidationException(
          "the value of parameter "
              + checkedName(name)
              + " holds a control character; one such as a line break would make two parameters of"
              + " it");
    }
    return checkedName(name) + ": " + value + "\r\n";
  }

  private static String checkedName(String name) {
    if (name.isBlank() || name.indexOf(':') >= 0 || hasControls(name)) {
      throw new RtspValidationException(
          "not a parameter's name: \""
              + name.replaceAll("\\p{Cntrl}", "?")
              + "\"; give one without colons, line breaks and other control characters");
    }
    return name;
  }

  private static boolean hasControls(String text) {
    return text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t');
  }
}
