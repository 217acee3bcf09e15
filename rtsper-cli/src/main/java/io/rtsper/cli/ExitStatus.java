package io.rtsper.cli;

import io.rtsper.api.RtspAuthException;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspStatusException;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.RtspValidationException;

/** What the command's exit status says. The numbers are part of its interface. */
final class ExitStatus {

  static final int DONE = 0;
  static final int BROKEN = 1;
  static final int USAGE = 2;
  static final int CONNECTION = 3;
  static final int AUTHENTICATION = 4;
  static final int TIMEOUT = 5;
  static final int PROTOCOL = 6;
  static final int STATUS = 7;
  static final int INTERRUPTED = 130;

  private ExitStatus() {}

  /** Returns the status of a failure. */
  static int of(RtspException failure) {
    if (failure instanceof RtspValidationException) {
      return USAGE;
    }
    if (failure instanceof RtspTransportException) {
      return CONNECTION;
    }
    if (failure instanceof RtspAuthException) {
      return AUTHENTICATION;
    }
    if (failure instanceof RtspTimeoutException) {
      return TIMEOUT;
    }
    if (failure instanceof RtspProtocolException) {
      return PROTOCOL;
    }
    return failure instanceof RtspStatusException ? STATUS : INTERRUPTED;
  }
}
