package io.rtsper.core.loop;

import io.rtsper.api.spi.EventLoop;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel's key and listener. While a callback keeps the lane, the key waits for nothing, and
 * what the lane wants to wait for is remembered.
 */
final class KeyRegistration implements EventLoop.Registration, Lane.Event {

  private static final Logger LOG = LoggerFactory.getLogger(KeyRegistration.class);

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

  /** Waits for nothing until {@link #putBack()}. */
  synchronized void park() {
    parked = true;
    setUnlessGone(0);
  }

  @Override
  public synchronized void putBack() {
    parked = false;
    setUnlessGone(wanted);
  }

  private void setUnlessGone(int interest) {
    try {
      set(interest);
    } catch (CancelledKeyException gone) {
      LOG.trace("a channel was taken off the loop while its lane was kept", gone);
    }
  }
}
