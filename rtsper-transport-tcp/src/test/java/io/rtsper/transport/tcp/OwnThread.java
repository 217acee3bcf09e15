package io.rtsper.transport.tcp;

import java.util.concurrent.Executor;

/** Runs each task on a daemon thread of its own, for peers that block. */
final class OwnThread {

  static final Executor EXECUTOR =
      task -> {
        Thread thread = new Thread(task, "test-peer");
        thread.setDaemon(true);
        thread.start();
      };

  private OwnThread() {}
}
