package io.rtsper.core.loop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where failures on a loop are told that no caller can be told. */
final class FailureLog {

  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);

  private FailureLog() {}

  /** Tells of a failure as far as that can be done, for want of memory say; never fails itself. */
  static void tell(String what, Throwable broken) {
    try {
      LOG.error(what, broken);
    } catch (Throwable noLog) {
      // There is nobody left to tell, and the loop's other sessions go on.
      return;
    }
  }
}
