package io.rtsper.core.capture;

import io.rtsper.api.header.PortPair;
import io.rtsper.api.header.TransportHeader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The packets of one track beside the control connection, between the ports that SETUP agreed on:
 * there Wireshark expects RTP and RTCP. On the event loop only.
 */
public final class CapturedDatagrams {

  /** Stands for ports that nobody named. */
  private static final PortPair NO_PORTS = new PortPair(50_000, 50_001);

  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");

  private final PacketRecorder recorder;
  private final IpFlow rtpIn;
  private final IpFlow rtcpIn;
  private final IpFlow rtcpOut;
  private final PacketRecorder.Piece piece = new PacketRecorder.Piece(0);

  private CapturedDatagrams(
      PacketRecorder recorder, IpFlow.Ends rtp, IpFlow.Ends rtcp, IpFlow.Ends reports) {
    this.recorder = recorder;
    this.rtpIn = new IpFlow(rtp, true);
    this.rtcpIn = new IpFlow(rtcp, true);
    this.rtcpOut = new IpFlow(reports, false);
  }

  /** Returns who records the packets of a track. */
  static CapturedDatagrams of(PacketRecorder recorder, Ways ways) {
    TransportHeader answer = ways.answer;
    Optional<PortPair> group = answer.multicast() ? answer.port() : Optional.empty();
    PortPair near =
        group.or(answer::clientPort).or(ways.offer::clientPort).or(answer::port).orElse(NO_PORTS);
    PortPair far = group.or(answer::serverPort).orElse(near);
    InetSocketAddress server =
        literal(answer.source()).map(source -> at(source, far.first())).orElse(ways.server);
    Optional<InetSocketAddress> to =
        answer.multicast()
            ? literal(answer.destination()).map(address -> at(address, near.first()))
            : Optional.empty();
    IpFlow.Ends in = IpFlow.Ends.of(to.orElse(ways.client), server);
    IpFlow.Ends out = IpFlow.Ends.of(ways.client, to.orElse(server));
    int nearRtcp = ways.multiplexed ? near.first() : near.second();
    int farRtcp = ways.multiplexed ? far.first() : far.second();
    return new CapturedDatagrams(
        recorder,
        in.withPorts(near.first(), far.first()),
        in.withPorts(nearRtcp, farRtcp),
        out.withPorts(nearRtcp, farRtcp));
  }

  /**
   * What is known of the way.
   *
   * @param client this side's end of the control connection
   * @param server the other one
   * @param offer what SETUP offered
   * @param answer what the server answered
   * @param multiplexed whether RTCP has no port of its own
   */
  public record Ways(
      InetSocketAddress client,
      InetSocketAddress server,
      TransportHeader offer,
      TransportHeader answer,
      boolean multiplexed) {}

  private static InetSocketAddress at(InetAddress address, int port) {
    return new InetSocketAddress(address, port);
  }

  /** Returns an address that is written as one; a name isn't looked up. */
  private static Optional<InetAddress> literal(Optional<String> text) {
    return text.map(CapturedDatagrams::address);
  }

  private static @Nullable InetAddress address(String text) {
    try {
      // With a colon it can't be a name; without, the JVM asks for what isn't four small numbers.
      boolean literal = text.indexOf(':') >= 0 || IPV4.matcher(text).matches();
      return literal ? InetAddress.getByName(text) : null;
    } catch (UnknownHostException odd) {
      return null;
    }
  }

  /** A packet came where RTP is expected. */
  public void receivedRtp(ByteBuffer buffer, int offset, int length, long nanoTime) {
    recorder.datagram(rtpIn, true, piece.of(buffer, offset, length), nanoTime);
  }

  /** A packet came where RTCP is expected. */
  public void receivedRtcp(ByteBuffer buffer, int offset, int length, long nanoTime) {
    recorder.datagram(rtcpIn, true, piece.of(buffer, offset, length), nanoTime);
  }

  /** An RTCP packet was sent. */
  public void sentRtcp(ByteBuffer buffer, int offset, int length, long nanoTime) {
    recorder.datagram(rtcpOut, false, piece.of(buffer, offset, length), nanoTime);
  }
}
