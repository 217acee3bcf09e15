package io.rtsper.api;

import static java.util.Objects.requireNonNull;

import java.net.NetworkInterface;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ports, buffers and interface of media over UDP, unicast and multicast. By default: ports that
 * the system chooses, a receive buffer of 2 MiB, and media of the server's address from whatever
 * port.
 *
 * <p>Immutable; each session has its own.
 */
public final class UdpOptions {

  /**
   * The receive buffer that is asked for unless something else is said. A key frame of a 4K camera
   * has 1 to 3 MB.
   */
  public static final int DEFAULT_RECEIVE_BUFFER = 2 << 20;

  private static final int FIRST_PORT = 1024;
  private static final int LAST_PORT = 65535;
  private static final int SMALLEST_BUFFER = 64 << 10;

  private static final UdpOptions DEFAULT =
      new UdpOptions(0, 0, DEFAULT_RECEIVE_BUFFER, Source.LATCHED, null);

  private final int firstPort;
  private final int lastPort;
  private final int receiveBuffer;
  private final Source source;
  private final @Nullable NetworkInterface multicastInterface;

  private UdpOptions(
      int firstPort,
      int lastPort,
      int receiveBuffer,
      Source source,
      @Nullable NetworkInterface multicastInterface) {
    this.firstPort = firstPort;
    this.lastPort = lastPort;
    this.receiveBuffer = receiveBuffer;
    this.source = source;
    this.multicastInterface = multicastInterface;
  }

  /** From which port of the server's address media is taken. */
  public enum Source {

    /**
     * From the port that the server announces as {@code server_port}; if that sends nothing, from
     * the one that the first valid packet of the track comes from (RFC 7362 §4). Many cameras send
     * from another port than they announce.
     */
    LATCHED,

    /** From the port that the server announces alone, if it announces one. */
    ANNOUNCED
  }

  /**
   * Returns the options of a session that is told nothing.
   *
   * @return the default options
   */
  public static UdpOptions defaults() {
    return DEFAULT;
  }

  /**
   * Returns these options with the ports that unicast media is received on, as a firewall may let
   * them through. Each track takes a pair, an even port and the one above it; the search begins at
   * a random pair and tries all.
   *
   * @param first the first port, 1024 at least
   * @param last the last port, 65535 at most; the range must have an even port and the one above it
   * @return options
   * @throws RtspValidationException if there is no such pair in the range
   */
  public UdpOptions ports(int first, int last) {
    int even = first + (first & 1);
    if (first < FIRST_PORT || last > LAST_PORT || even + 1 > last) {
      throw new RtspValidationException(
          "UDP ports: "
              + first
              + " to "
              + last
              + "; give a range within "
              + FIRST_PORT
              + " to "
              + LAST_PORT
              + " that has an even port and the one above it");
    }
    return new UdpOptions(first, last, receiveBuffer, source, multicastInterface);
  }

  /**
   * Returns these options with the size of the system's receive buffer that is asked for, one for
   * each socket. The system may give less, which is told once as a warning with the setting that
   * lifts its limit; what a track was given is {@link TrackStatistics#receiveBuffer}.
   *
   * @param bytes 64 KiB at least
   * @return options
   * @throws RtspValidationException if it is smaller
   */
  public UdpOptions receiveBuffer(int bytes) {
    if (bytes < SMALLEST_BUFFER) {
      throw new RtspValidationException(
          "UDP receive buffer: " + bytes + " bytes; give " + SMALLEST_BUFFER + " or more");
    }
    return new UdpOptions(firstPort, lastPort, bytes, source, multicastInterface);
  }

  /**
   * Returns these options with what is believed of where media comes from.
   *
   * @param source the policy
   * @return options
   */
  public UdpOptions source(Source source) {
    return new UdpOptions(
        firstPort, lastPort, receiveBuffer, requireNonNull(source, "source"), multicastInterface);
  }

  /**
   * Returns these options with the interface that multicast groups are joined on, instead of the
   * one that the control connection goes through.
   *
   * @param networkInterface the interface
   * @return options
   */
  public UdpOptions multicastInterface(NetworkInterface networkInterface) {
    return new UdpOptions(
        firstPort,
        lastPort,
        receiveBuffer,
        source,
        requireNonNull(networkInterface, "networkInterface"));
  }

  /**
   * Returns the first port of the range.
   *
   * @return a port, or 0 if the system chooses
   */
  public int firstPort() {
    return firstPort;
  }

  /**
   * Returns the last port of the range.
   *
   * @return a port, or 0 if the system chooses
   */
  public int lastPort() {
    return lastPort;
  }

  /**
   * Returns the size of the receive buffer that is asked for.
   *
   * @return bytes
   */
  public int receiveBuffer() {
    return receiveBuffer;
  }

  /**
   * Returns from which port media is taken.
   *
   * @return the policy
   */
  public Source source() {
    return source;
  }

  /**
   * Returns the interface that multicast groups are joined on.
   *
   * @return the interface, or empty for the one of the control connection
   */
  public Optional<NetworkInterface> multicastInterface() {
    return Optional.ofNullable(multicastInterface);
  }

  /** Returns what differs from the default, in words. */
  @Override
  public String toString() {
    return "UdpOptions[ports "
        + (firstPort == 0 ? "of the system's choice" : firstPort + " to " + lastPort)
        + ", receive buffer "
        + receiveBuffer
        + ", "
        + source
        + (multicastInterface == null ? "" : ", multicast on " + multicastInterface.getName())
        + "]";
  }
}
