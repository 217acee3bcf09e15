package io.rtsper.api.spi;

import io.rtsper.api.DoNotImplement;
import io.rtsper.api.RtspUrl;
import io.rtsper.api.TlsOptions;
import java.net.InetSocketAddress;

/** Where a control link goes, and what it needs of its session. */
@DoNotImplement
public interface LinkContext {

  /**
   * Returns the session's URL.
   *
   * @return the URL, without credentials
   */
  RtspUrl url();

  /**
   * Returns the address to connect to.
   *
   * @return the address, resolved if the provider asked for it
   */
  InetSocketAddress address();

  /**
   * Returns how the server is trusted, if the link uses TLS.
   *
   * @return the options
   */
  TlsOptions tls();

  /**
   * Returns the session's loop.
   *
   * @return the loop
   */
  EventLoop eventLoop();

  /**
   * Returns by when the link must be open, TLS handshake included; the link itself sees to it.
   *
   * @return the deadline
   */
  Deadline deadline();

  /**
   * Returns what the session may hold.
   *
   * @return the budget, of which the link takes room for what waits to be written
   */
  MemoryBudget memory();

  /**
   * Returns who takes what the link tolerates.
   *
   * @return the reporter
   */
  QuirkReporter quirks();
}
