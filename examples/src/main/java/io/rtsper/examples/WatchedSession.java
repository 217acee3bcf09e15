package io.rtsper.examples;

import io.rtsper.api.Quirk;
import io.rtsper.api.ReconnectAttempt;
import io.rtsper.api.RtspListener;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspSession;
import io.rtsper.api.SessionState;
import io.rtsper.camera.Camera;
import io.rtsper.camera.Step;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Prints what happens to a session, on its event loop: a listener must not block. */
public final class WatchedSession implements RtspListener {

  private final CountDownLatch returned = new CountDownLatch(1);

  public static void main(String[] arguments) throws InterruptedException {
    Step odd = Camera.builder().on("OPTIONS").lineEnd("\n").normally();
    try (Camera camera = arguments.length == 0 ? odd.start() : null) {
      String url = camera == null ? arguments[0] : camera.url();
      WatchedSession watcher = new WatchedSession();
      try (RtspSession session = RtspSession.builder(url).listener(watcher).open()) {
        if (camera != null) {
          camera.restart();
        }
        watcher.returned.await(10, TimeUnit.SECONDS);
      }
    }
  }

  @Override
  public void onRequest(RtspSession session, RtspRequest request) {
    System.out.println("request    " + request.method() + " " + request.printableUri());
  }

  @Override
  public void onStateChange(RtspSession session, SessionState from, SessionState to) {
    System.out.println("state      " + from + " to " + to);
  }

  @Override
  public void onQuirk(RtspSession session, Quirk quirk, String detail) {
    System.out.println("quirk      " + quirk.name() + ": " + quirk.description());
  }

  @Override
  public void onReconnect(RtspSession session, ReconnectAttempt attempt) {
    System.out.println("reconnect  " + attempt.number() + ": " + attempt.cause().getMessage());
  }

  @Override
  public void onReconnected(RtspSession session, int attempts) {
    System.out.println("returned   at attempt " + attempts);
    returned.countDown();
  }
}
