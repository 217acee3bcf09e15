package io.rtsper.core.receive;

/** Is told what happens on a track beside packets. */
public interface TrackEvents {

  /**
   * The first packet since the receiver was made or {@link TrackReceiver#restart restarted} is
   * here.
   */
  void onFirstPacket();

  /**
   * Packets wait for others before them. Comes again, in the place of the call before, if those
   * that waited were handed on meanwhile, and others wait.
   *
   * @param nanos after which time {@link TrackReceiver#waited} is to be called
   */
  void onWaiting(long nanos);

  /**
   * Packets are missing. Comes before the packet behind them. They may come late yet.
   *
   * @param expectedSequence the extended sequence number of the first one
   * @param count how many, at least 1
   */
  void onLoss(long expectedSequence, int count);

  /**
   * The source said goodbye. Media may go on all the same: see {@link TrackReceiver#ended}.
   *
   * @param reason what it says of why; empty if it says nothing
   */
  void onBye(String reason);

  /**
   * A listener of the application's threw.
   *
   * @param listener which one, in words
   * @param thrown what it threw
   */
  void onListenerFailure(String listener, Throwable thrown);
}
