package io.rtsper.sdp;

import io.rtsper.api.Quirk;
import io.rtsper.api.sdp.SdpWarning;
import io.rtsper.api.sdp.SessionDescriptionBuilder;
import io.rtsper.api.spi.QuirkReporter;

/** Says what is odd: each time to the reporter of quirks, and in a bounded list of warnings. */
final class Findings {

  /** The most warnings of one description. */
  static final int MAX_WARNINGS = 256;

  private static final int MAX_LINE = 200;

  private final QuirkReporter quirks;
  private final SessionDescriptionBuilder session;
  private final SdpText text;
  private int count;

  Findings(QuirkReporter quirks, SessionDescriptionBuilder session, SdpText text) {
    this.quirks = quirks;
    this.session = session;
    this.text = text;
  }

  /** Returns how many warnings there are so far. */
  int count() {
    return count;
  }

  /**
   * Says what is odd about the line that is being read.
   *
   * @throws io.rtsper.api.RtspProtocolException in strict mode
   */
  void here(Quirk quirk, String message) {
    at(text.lineNumber(), text.lineStart(), text.lineEnd(), quirk, message);
  }

  /** Says what is odd about the description as a whole. */
  void overall(Quirk quirk, String message) {
    at(0, 0, 0, quirk, message);
  }

  /** Says what is odd about another line; numbers count from 1, 0 is the whole. */
  void at(int lineNumber, int lineStart, int lineEnd, Quirk quirk, String message) {
    // The line itself isn't told: it may hold a key or a password.
    quirks.report(quirk, lineNumber == 0 ? message : "line " + lineNumber + ": " + message);
    if (count < MAX_WARNINGS) {
      count++;
      int end = Math.min(lineEnd, lineStart + MAX_LINE);
      session.warning(new SdpWarning(lineNumber, text.substring(lineStart, end), message));
    }
  }
}
