package io.rtsper.camera;

import org.jspecify.annotations.Nullable;

/**
 * What a request comes to: the reply, the session it concerns, and what happens once the reply is
 * on its way.
 *
 * @param session null if there is none
 */
record Answer(Reply reply, @Nullable Session session, Runnable afterwards) {

  static Answer of(Reply reply) {
    return new Answer(reply, null, () -> {});
  }

  static Answer of(Reply reply, Session session) {
    return new Answer(reply, session, () -> {});
  }
}
