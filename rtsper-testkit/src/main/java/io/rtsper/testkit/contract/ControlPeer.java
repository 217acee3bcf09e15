package io.rtsper.testkit.contract;

import java.io.Closeable;
import java.io.IOException;

/**
 * The other side of a control link, in a contract test. Its methods block and are called on a
 * thread of the test's own, {@link #read} and {@link #write} perhaps on two at a time.
 */
public interface ControlPeer extends Closeable {

  /**
   * Sends bytes at once, waiting while the link doesn't take them.
   *
   * @param bytes holds the bytes
   * @param offset the index of the first
   * @param length how many
   * @throws IOException if the link is gone
   */
  void write(byte[] bytes, int offset, int length) throws IOException;

  /**
   * Waits for bytes.
   *
   * @param bytes where they go, from the start
   * @return how many came; -1 if the link has ended
   * @throws IOException if the link is gone
   */
  int read(byte[] bytes) throws IOException;

  /**
   * Says that nothing more comes from this side, and goes on reading.
   *
   * @throws IOException if the link is gone
   */
  void end() throws IOException;

  /**
   * Breaks the link off as a crash would, so that the client can tell it from an end in order.
   *
   * @throws IOException if that can't be done
   */
  void reset() throws IOException;

  /**
   * Ends the link in order; may be repeated.
   *
   * @throws IOException if that can't be done
   */
  @Override
  void close() throws IOException;
}
