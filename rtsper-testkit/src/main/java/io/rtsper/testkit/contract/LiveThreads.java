package io.rtsper.testkit.contract;

import java.util.HashSet;
import java.util.Set;

/** The threads that lived at one moment, to be compared with those of a later one. */
final class LiveThreads {

  private final Set<Thread> threads;

  private LiveThreads(Set<Thread> threads) {
    this.threads = threads;
  }

  /** Returns the live threads, but for those of the JVM's common pool and of the test itself. */
  static LiveThreads now() {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(
        thread ->
            thread.getName().startsWith("ForkJoinPool.commonPool")
                || thread.getName().startsWith(ControlLinkTrial.THREAD_NAME));
    return new LiveThreads(threads);
  }

  private Set<Thread> newer() {
    Set<Thread> newer = now().threads;
    newer.removeAll(threads);
    return newer;
  }

  /** Waits until all threads that were started since have ended. */
  void expectNoMore() {
    Waiting.until(() -> newer().isEmpty(), () -> "threads left behind: " + newer());
  }
}
