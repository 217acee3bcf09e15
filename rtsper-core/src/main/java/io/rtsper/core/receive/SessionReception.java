package io.rtsper.core.receive;

import io.rtsper.core.clock.SessionClock;

/**
 * What all tracks of a session are received with alike.
 *
 * @param reordering how packets are put in order
 * @param clock the session's clock
 */
public record SessionReception(ReorderLimits reordering, SessionClock clock) {}
