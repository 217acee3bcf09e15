package io.rtsper.core.receive;

/**
 * Whether the application wants to hear of its session. Ended once, from any thread; who ends it
 * sees no packet delivered afterwards, but for one that is being delivered at that moment.
 */
public final class Delivery {

  private volatile boolean ended;

  /** Delivers nothing from now on. */
  public void end() {
    ended = true;
  }

  /**
   * Returns whether nothing is to be delivered any more.
   *
   * @return true once it was ended
   */
  public boolean hasEnded() {
    return ended;
  }
}
