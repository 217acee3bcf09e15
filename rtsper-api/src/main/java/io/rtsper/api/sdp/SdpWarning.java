package io.rtsper.api.sdp;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.text.PeerText;

/**
 * What was odd about a line of a description, and how it was read all the same.
 *
 * @param lineNumber the line, 1 for the first; 0 for the description as a whole
 * @param line the line as it was written, at most its first 200 characters; it may hold keys, so
 *     don't log it
 * @param message what is odd and how it is read
 */
public record SdpWarning(int lineNumber, String line, String message) {

  /** Checks that all are there. */
  public SdpWarning {
    requireNonNull(line, "line");
    requireNonNull(message, "message");
  }

  /** Returns line number and message, not the line: it may hold keys. */
  @Override
  public String toString() {
    String printable = PeerText.printable(message);
    return lineNumber == 0 ? printable : "line " + lineNumber + ": " + printable;
  }
}
