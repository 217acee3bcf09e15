package io.rtsper.api.spi;

import io.rtsper.api.header.TransportHeader;

/**
 * Gets the RTP and RTCP packets of tracks across: interleaved on the control link, UDP, and what
 * third parties think of. {@link #name()} is what the builder's {@code transports(…)} takes.
 */
public interface MediaTransportProvider extends Provider {

  /**
   * Returns the transport of one track, before its SETUP. Called on the event loop.
   *
   * @param context the session's side of it
   * @return a transport of its own for this track
   * @throws io.rtsper.api.RtspTransportException if the means, such as a pair of ports, can't be
   *     had
   */
  MediaTransport open(MediaTransportContext context);

  /**
   * Returns whether the transport recognises a server's {@code Transport} header as its own kind,
   * also if it wasn't what was offered: a server may answer an offer of UDP with TCP.
   *
   * @param answer the server's answer
   * @return true if {@link MediaTransport#accept} can work with it
   */
  boolean recognises(TransportHeader answer);
}
