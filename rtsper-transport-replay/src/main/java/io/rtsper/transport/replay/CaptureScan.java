package io.rtsper.transport.replay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Goes once through a capture, and tells of all RTSP connections and all datagrams in it what
 * happened, in the order of the file. Connections are numbered from 0 by their first requests, the
 * same in each scan of a file.
 */
final class CaptureScan {

  /** More connections at once than any capture of a session has. */
  private static final int MOST_STREAMS = 256;

  /** Takes what is found. */
  interface Events {

    /** The client sent a request, or answered one of the server's. */
    void fromClient(int connection, RtspStream stream, RtspMessage message);

    /** The server sent a response or a request. */
    void fromServer(int connection, RtspMessage message);

    /** The server sent an interleaved frame; the packet is the callee's during the call. */
    void frame(int connection, int channel, ByteBuffer packet);

    /** The server sent what is neither a message nor a frame. */
    void garbage(int connection, byte[] bytes);

    /** A datagram; the payload is the callee's during the call. */
    void datagram(Endpoint to, ByteBuffer payload);

    /** A side ended the connection. */
    void ended(int connection, boolean byServer);
  }

  private final CapturedPackets packets;
  private final Events events;
  private final Map<Ends, RtspStream> streams = new LinkedHashMap<>();
  private final Map<RtspStream, Integer> numbers = new HashMap<>();
  private final Numbering numbering = new Numbering();
  private int connections;

  /** The ends of a stream, the lower one first, so that both directions have the same. */
  private record Ends(Endpoint one, Endpoint other) {

    static Ends of(IpPacket segment) {
      Endpoint from = segment.source();
      Endpoint to = segment.destination();
      int order = Integer.compare(from.port(), to.port());
      if (order == 0) {
        order = from.address().getHostAddress().compareTo(to.address().getHostAddress());
      }
      return order <= 0 ? new Ends(from, to) : new Ends(to, from);
    }
  }

  CaptureScan(CapturedPackets packets, Events events) {
    this.packets = packets;
    this.events = events;
  }

  /** Returns when the packet was seen that is told of. */
  long nanos() {
    return packets.nanos();
  }

  /**
   * Scans to the end.
   *
   * @param stopped whether to stop before
   * @throws IOException if the file can't be read
   */
  void run(BooleanSupplier stopped) throws IOException {
    while (!stopped.getAsBoolean() && packets.next()) {
      IpPacket packet = IpPacket.of(packets.linkType(), packets.bytes());
      if (packet == null) {
        continue;
      }
      if (packet.isTcp()) {
        stream(packet).segment(packet);
      } else if (packet.missing() == 0) {
        events.datagram(packet.destination(), packet.payload());
      }
    }
    streams.values().forEach(RtspStream::finish);
  }

  private RtspStream stream(IpPacket segment) {
    Ends ends = Ends.of(segment);
    RtspStream known = streams.get(ends);
    boolean again = segment.isSyn() && !segment.isAck() && known != null && known.hasEnded();
    if (known != null && !again) {
      return known;
    }
    if (known != null) {
      forget(ends);
    } else if (streams.size() == MOST_STREAMS) {
      forget(streams.keySet().iterator().next());
    }
    RtspStream stream = RtspStream.of(segment, numbering);
    streams.put(ends, stream);
    return stream;
  }

  private void forget(Ends ends) {
    RtspStream gone = streams.remove(ends);
    if (gone != null) {
      gone.finish();
      numbers.remove(gone);
    }
  }

  /** Tells what RTSP connections do; of others nothing is told. */
  private final class Numbering implements RtspStream.Sink {

    private int number(RtspStream stream) {
      if (!stream.isRtsp()) {
        return -1;
      }
      return numbers.computeIfAbsent(stream, first -> connections++);
    }

    @Override
    public void fromClient(RtspStream stream, RtspMessage message) {
      int number = number(stream);
      if (number >= 0) {
        events.fromClient(number, stream, message);
      }
    }

    @Override
    public void fromServer(RtspStream stream, RtspMessage message) {
      int number = number(stream);
      if (number >= 0) {
        events.fromServer(number, message);
      }
    }

    @Override
    public void frame(RtspStream stream, int channel, ByteBuffer packet) {
      int number = number(stream);
      if (number >= 0) {
        events.frame(number, channel, packet);
      }
    }

    @Override
    public void garbage(RtspStream stream, byte[] bytes) {
      int number = number(stream);
      if (number >= 0) {
        events.garbage(number, bytes);
      }
    }

    @Override
    public void ended(RtspStream stream, boolean byServer) {
      int number = number(stream);
      if (number >= 0) {
        events.ended(number, byServer);
      }
    }
  }
}
