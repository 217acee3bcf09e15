package io.rtsper.api;

import java.time.Duration;

/**
 * An attempt to come back after a loss, told before its delay.
 *
 * @param number counts from 1, and starts again once media has flowed for a while
 * @param delay how long the session waits before it tries
 * @param cause what was the matter
 */
public record ReconnectAttempt(int number, Duration delay, RtspException cause) {}
