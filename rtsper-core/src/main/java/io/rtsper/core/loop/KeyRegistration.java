package io.rtsper.core.loop;

import io.rtsper.api.spi.EventLoop;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/**
 * A channel's key and listener. While a callback keeps the lane, the key waits for nothing, and
 * what the lane wants to wait for is remembered.
 */
final class KeyRegistration implements EventLoop.Registration {

  final Lane lane;
  final EventLoop.ReadyListener listener;
  private @Nullable SelectionKey key;
  private int wanted;
  private boolean parked;

  KeyRegistration(Lane lane, EventLoop.ReadyListener listener) {
    this.lane = lane;
    this.listener = listener;
  }

  synchronized void isAt(SelectionKey key, int interest) {
    this.key = key;
    wanted = interest;
  }

  @Override
  public synchronized void interest(int interest) {
    wanted = interest;
    if (!parked) {
      set(interest);
    }
  }

  private void set(int interest) {
    SelectionKey of = key;
    if (of != null && of.isValid() && of.interestOps() != interest) {
      of.interestOps(interest);
    }
  }

  @Override
  public synchronized int interest() {
    SelectionKey of = key;
    return of != null && of.isValid() ? wanted : 0;
  }

  @Override
  public synchronized void cancel() {
    SelectionKey of = key;
    if (of != null) {
      of.cancel();
    }
  }

  /** Waits for nothing until {@link #unpark()}. */
  synchronized void park() {
    parked = true;
    set(0);
  }

  synchronized void unpark() {
    parked = false;
    set(wanted);
  }
}
