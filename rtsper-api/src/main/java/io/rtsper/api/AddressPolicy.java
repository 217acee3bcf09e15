package io.rtsper.api;

import java.net.InetAddress;

/**
 * Says which addresses a client may talk to. Asked for each resolved address before anything is
 * sent to it: for the URL, for each redirect, and for each address that a server names for media.
 */
@FunctionalInterface
public interface AddressPolicy {

  /** Lets every address through; the default. */
  AddressPolicy ANY = (host, address) -> true;

  /**
   * Returns whether the client may talk to an address. Called on any thread; must not block.
   *
   * @param host the name or literal that was resolved
   * @param address the address
   * @return true if it may
   */
  boolean allows(String host, InetAddress address);
}
