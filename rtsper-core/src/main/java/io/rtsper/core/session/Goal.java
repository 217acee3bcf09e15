package io.rtsper.core.session;

import io.rtsper.api.SessionState;
import java.util.List;

/**
 * Where a session is to be, and the steps that lead there from a new connection: a reconnection
 * takes them again. A goal is known by its steps, not by its place among the others.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists are of List.of
enum Goal {

  /** Nowhere: nothing was reached yet, so there is nothing to go back to. */
  NEW(SessionState.NEW),

  /** At a server. */
  CONNECTED(SessionState.CONNECTED, Step.CONNECT),

  /** With a description. */
  DESCRIBED(SessionState.DESCRIBED, Step.CONNECT, Step.DESCRIBE),

  /** With tracks that are set up. */
  READY(SessionState.READY, Step.CONNECT, Step.DESCRIBE, Step.SETUP),

  /** With media that flows to us. */
  PLAYING(SessionState.PLAYING, Step.CONNECT, Step.DESCRIBE, Step.SETUP, Step.PLAY);

  /** What {@code start()} does: the steps to PLAY, with a greeting. */
  static final List<Step> START =
      List.of(Step.CONNECT, Step.OPTIONS, Step.DESCRIBE, Step.SETUP, Step.PLAY);

  private final SessionState state;
  private final List<Step> route;

  Goal(SessionState state, Step... route) {
    this.state = state;
    this.route = List.of(route);
  }

  /** Returns the state in which a session is there. */
  SessionState state() {
    return state;
  }

  /** Returns the steps that lead there. */
  List<Step> route() {
    return route;
  }

  /** Returns whether a step is one of those that lead there. */
  boolean includes(Step step) {
    return route.contains(step);
  }

  /** Returns the goal that is reached in a state. */
  static Goal of(SessionState reached) {
    for (Goal goal : values()) {
      if (goal.state == reached) {
        return goal;
      }
    }
    throw new IllegalArgumentException("no goal is " + reached);
  }
}
