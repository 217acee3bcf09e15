package io.rtsper.api;

import java.time.Duration;

/** An attempt to come back after a loss, told before its delay. */
@DoNotImplement
public interface ReconnectAttempt {

  /** {@return its number, from 1; it starts again once media has flowed for a while} */
  int number();

  /** {@return how long the session waits before it tries} */
  Duration delay();

  /** {@return what was the matter} */
  RtspException cause();
}
