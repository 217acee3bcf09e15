package io.rtsper.core.session;

import io.rtsper.api.SessionState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A step on the way of a session: in which states it can be asked for, and where it leads. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are of List.of
enum Step {

  /** Opens a control connection. */
  CONNECT(SessionState.CONNECTED, SessionState.NEW),

  /** Asks for the server's methods, and whether it is there. */
  OPTIONS(
      null,
      SessionState.CONNECTED,
      SessionState.DESCRIBED,
      SessionState.READY,
      SessionState.PLAYING),

  /** Asks for the description. */
  DESCRIBE(SessionState.DESCRIBED, SessionState.CONNECTED, SessionState.DESCRIBED),

  /** Sets tracks up. */
  SETUP(SessionState.READY, SessionState.DESCRIBED, SessionState.READY),

  /** Lets media flow. */
  PLAY(SessionState.PLAYING, SessionState.READY, SessionState.PLAYING);

  private final @Nullable SessionState leadsTo;
  private final List<SessionState> from;

  Step(@Nullable SessionState leadsTo, SessionState... from) {
    this.leadsTo = leadsTo;
    this.from = List.of(from);
  }

  /** Returns the state behind the step; empty if it changes none. */
  Optional<SessionState> leadsTo() {
    return Optional.ofNullable(leadsTo);
  }

  /** Returns the states in which it can be asked for. */
  List<SessionState> from() {
    return from;
  }
}
