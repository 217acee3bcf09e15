package io.rtsper.api;

import io.rtsper.api.spi.QuirkReporter;

/**
 * What is tolerated of a URL that stays with the server, by the names that its header has for it.
 */
record UrlQuirks(
    Quirk quoted, Quirk nestedScheme, Quirk withoutScheme, Quirk userInfo, Quirk otherHost) {

  static final UrlQuirks CONTENT_BASE =
      new UrlQuirks(
          ReferenceQuirks.CONTENT_BASE_QUOTED,
          ReferenceQuirks.CONTENT_BASE_NESTED_SCHEME,
          ReferenceQuirks.CONTENT_BASE_WITHOUT_SCHEME,
          ReferenceQuirks.CONTENT_BASE_USER_INFO,
          ReferenceQuirks.CONTENT_BASE_OTHER_HOST);

  static final UrlQuirks CONTROL =
      new UrlQuirks(
          ReferenceQuirks.CONTROL_QUOTED,
          ReferenceQuirks.CONTROL_NESTED_SCHEME,
          ReferenceQuirks.CONTROL_WITHOUT_SCHEME,
          ReferenceQuirks.CONTROL_USER_INFO,
          ReferenceQuirks.CONTROL_OTHER_HOST);

  /** Returns the text without what stands around it. */
  String clean(String text, QuirkReporter quirks) {
    if (UrlReference.isQuoted(text)) {
      quirks.report(quoted, "");
    }
    return UrlReference.clean(text);
  }

  /**
   * Reports what is tolerated of a reference that can be read.
   *
   * @param needsScheme whether it is against the rules to leave the scheme out
   */
  void report(UrlReference reference, boolean needsScheme, RtspUrl dialled, QuirkReporter quirks) {
    if (reference.form() == UrlReference.Form.NESTED_SCHEME) {
      quirks.report(nestedScheme, "");
    } else if (reference.form() == UrlReference.Form.WITHOUT_SCHEME && needsScheme) {
      quirks.report(withoutScheme, "");
    }
    if (reference.hasUserInfo()) {
      quirks.report(userInfo, "");
    }
    if (reference.isElsewhere(dialled)) {
      quirks.report(otherHost, "");
    }
  }
}
