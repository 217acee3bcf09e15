package io.rtsper.transport.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a capture once more, for what a part of it played: all that came from the first PLAY on,
 * into a queue. On a thread of its own.
 */
final class MediaFeed implements CaptureScan.Events {

  private static final int FRAME_HEADER = 4;

  private final Recording.Part part;
  private final FeedQueue queue;
  private final int[] requests;
  private final int[] responses;

  /** The tracks that came in datagrams, by the port. */
  private final Map<Integer, Flow> flows = new HashMap<>();

  private @Nullable CaptureScan scan;
  private int play;
  private boolean over;

  /** Where datagrams of a track come to. */
  private record Flow(Exchange setup, Endpoint client, boolean rtcp) {

    boolean takes(Endpoint to) {
      return to.address().equals(client.address()) || to.address().isMulticastAddress();
    }
  }

  MediaFeed(Recording.Part part, FeedQueue queue) {
    this.part = part;
    this.queue = queue;
    this.requests = new int[part.connections().size()];
    this.responses = new int[part.connections().size()];
  }

  /**
   * Reads the file, until its end, that of the part, or until the queue is closed.
   *
   * @throws IOException if it can't be read
   */
  void run(InputStream in) throws IOException {
    CaptureScan reading = new CaptureScan(CaptureForms.packets(in), this);
    scan = reading;
    reading.run(() -> over || queue.isClosed());
    put(new FeedItem.End(play, reading.nanos()));
  }

  private long nanos() {
    return scan == null ? 0 : scan.nanos();
  }

  /** Returns where in the part a connection is, or -1. */
  private int index(int connection) {
    int index = connection - part.first();
    return index < part.connections().size() ? Math.max(index, -1) : -1;
  }

  @Override
  public void fromClient(int connection, RtspStream stream, RtspMessage message) {
    int index = index(connection);
    if (index < 0 || message.isResponse()) {
      return;
    }
    int number = requests[index]++;
    List<Exchange> exchanges = part.connections().get(index).exchanges();
    if (number < exchanges.size() && exchanges.get(number).play() > 0) {
      play = exchanges.get(number).play();
    }
  }

  @Override
  public void fromServer(int connection, RtspMessage message) {
    int index = index(connection);
    if (index < 0) {
      return;
    }
    if (!message.isResponse()) {
      bytes(message.bytes());
      return;
    }
    int number = responses[index]++;
    List<@Nullable Exchange> answered = part.connections().get(index).byResponse();
    Exchange exchange = number < answered.size() ? answered.get(number) : null;
    if (exchange == null || exchange.status() != message.status()) {
      return;
    }
    if (exchange.play() > 0) {
      put(new FeedItem.Answer(exchange.play(), nanos(), exchange));
    }
    if (exchange.request().method().equals("SETUP")) {
      setUp(exchange, message, part.connections().get(index).client());
    }
  }

  private void setUp(Exchange setup, RtspMessage response, Endpoint client) {
    int[] ports = TransportAnswer.of(response).ports();
    if (ports != null && TransportAnswer.of(response).isDatagrams()) {
      flows.put(ports[1], new Flow(setup, client, true));
      flows.put(ports[0], new Flow(setup, client, false));
    }
  }

  @Override
  public void frame(int connection, int channel, ByteBuffer packet) {
    if (index(connection) >= 0 && play > 0) {
      int length = packet.remaining();
      byte[] frame = new byte[FRAME_HEADER + length];
      frame[0] = '$';
      frame[1] = (byte) channel;
      frame[2] = (byte) (length >> 8);
      frame[3] = (byte) length;
      packet.get(frame, FRAME_HEADER, length);
      bytes(frame);
    }
  }

  @Override
  public void garbage(int connection, byte[] garbage) {
    if (index(connection) >= 0) {
      bytes(garbage);
    }
  }

  private void bytes(byte[] bytes) {
    if (play > 0) {
      put(new FeedItem.Bytes(play, nanos(), ByteBuffer.wrap(bytes)));
    }
  }

  @Override
  public void datagram(Endpoint to, ByteBuffer payload) {
    Flow flow = flows.get(to.port());
    if (flow != null && play > 0 && payload.hasRemaining() && flow.takes(to)) {
      ByteBuffer packet = ByteBuffer.allocate(payload.remaining()).put(payload).flip();
      put(new FeedItem.Datagram(play, nanos(), flow.setup, flow.rtcp, packet));
    }
  }

  @Override
  public void ended(int connection, boolean byServer) {
    over |= connection == part.next() - 1;
  }

  private void put(FeedItem item) {
    try {
      over |= !queue.put(item);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      over = true;
    }
  }
}
