package io.rtsper.testkit.contract;

import io.rtsper.api.spi.ControlTransportProvider;
import java.io.Closeable;
import java.io.IOException;

/** What {@link ControlTransportContract} needs of a plug-in: its provider and the other side. */
public interface ControlTransportFixture extends Closeable {

  /**
   * Returns the provider under test.
   *
   * @return the provider
   */
  ControlTransportProvider provider();

  /**
   * Returns where {@link #accept()} waits for links.
   *
   * @return the target, the same at every call
   */
  LinkTarget target();

  /**
   * Returns a target where a link is never opened and never refused, such as a server that accepts
   * a connection and then says nothing.
   *
   * @return the target
   * @throws IOException if it can't be made
   */
  LinkTarget silentTarget() throws IOException;

  /**
   * Returns a target where a link is refused, such as a port that nobody listens on.
   *
   * @return the target
   * @throws IOException if it can't be made
   */
  LinkTarget refusingTarget() throws IOException;

  /**
   * Waits for the next link to {@link #target()} and returns when it is open. Called on a thread of
   * the test's own.
   *
   * @return the link's other side
   * @throws IOException if the link couldn't be opened, or the fixture was closed
   */
  ControlPeer accept() throws IOException;

  /**
   * Ends what the fixture started; an {@link #accept()} that still waits fails.
   *
   * @throws IOException if that can't be done
   */
  @Override
  void close() throws IOException;
}
