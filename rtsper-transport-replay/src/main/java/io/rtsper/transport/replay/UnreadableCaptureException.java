package io.rtsper.transport.replay;

import java.io.IOException;

/** A file isn't a capture, or one of a form that isn't read. */
final class UnreadableCaptureException extends IOException {

  private static final long serialVersionUID = 1L;

  UnreadableCaptureException(String message) {
    super(message);
  }
}
