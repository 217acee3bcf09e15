package io.rtsper.api.spi;

/**
 * Makes the links that carry RTSP messages: full-duplex, ordered bytes, such as TCP, TLS, a tunnel
 * through HTTP or the replay of a capture. {@link #name()} is the URL scheme that it serves.
 */
public interface ControlTransportProvider extends Provider {

  /**
   * Starts to open a link. Called on the event loop; must not block. What comes of it is told to
   * the listener, on the event loop, and never before this method has returned.
   *
   * @param listener is told what happens to the link
   * @param context where it goes, the loop and the like
   * @return the link, still opening
   */
  ControlLink open(ControlLinkListener listener, LinkContext context);

  /**
   * Returns whether the URL's host has to be looked up first. When false, {@link
   * LinkContext#address()} is unresolved.
   *
   * @return true by default
   */
  default boolean resolvesHost() {
    return true;
  }

  /**
   * Returns the port of a URL that names none.
   *
   * @return the default port; 554 by default
   */
  default int defaultPort() {
    return 554;
  }

  /**
   * Returns whether nobody on the way can read or change what is sent.
   *
   * @return false by default
   */
  default boolean secure() {
    return false;
  }
}
