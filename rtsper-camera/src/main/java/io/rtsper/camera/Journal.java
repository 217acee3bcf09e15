package io.rtsper.camera;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What clients did, written by the camera's thread and read by tests. */
final class Journal {

  private static final int MAX_VIOLATIONS = 1000;

  private final List<CameraRequest> messages = new ArrayList<>();
  private final List<ClientRtcp> rtcp = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private int connections;
  private int openConnections;
  private int sessions;
  private long framesReceived;

  synchronized void message(CameraRequest message) {
    messages.add(message);
    notifyAll();
  }

  synchronized void rtcp(ClientRtcp compound) {
    rtcp.add(compound);
    notifyAll();
  }

  synchronized void violation(String what) {
    if (violations.size() < MAX_VIOLATIONS) {
      violations.add(what);
    }
    notifyAll();
  }

  synchronized void opened() {
    connections++;
    openConnections++;
    notifyAll();
  }

  synchronized void closed() {
    openConnections--;
    notifyAll();
  }

  synchronized void sessions(int count) {
    if (sessions != count) {
      sessions = count;
      notifyAll();
    }
  }

  synchronized void frame() {
    framesReceived++;
    notifyAll();
  }

  synchronized void forget() {
    messages.clear();
    rtcp.clear();
  }

  synchronized List<CameraRequest> messages() {
    return List.copyOf(messages);
  }

  synchronized List<ReceiverReport> reports() {
    return rtcp.stream().flatMap(compound -> compound.reports().stream()).toList();
  }

  synchronized List<ClientRtcp> rtcp() {
    return List.copyOf(rtcp);
  }

  synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  synchronized int connections() {
    return connections;
  }

  synchronized int openConnections() {
    return openConnections;
  }

  synchronized int sessions() {
    return sessions;
  }

  synchronized long framesReceived() {
    return framesReceived;
  }

  /** Waits until that is true. Returns false when the time is over or the thread is interrupted. */
  synchronized boolean await(BooleanSupplier condition, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        return false;
      }
      try {
        wait(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
