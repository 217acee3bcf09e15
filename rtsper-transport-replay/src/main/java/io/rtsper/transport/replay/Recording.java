package io.rtsper.transport.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What was asked and answered on the RTSP connections of a capture; media isn't kept. */
final class Recording {

  /** The most that all messages of a capture may have. */
  static final int MOST_MESSAGE_BYTES = 8 << 20;

  private final List<Connection> connections = new ArrayList<>();
  private int messageBytes;

  private Recording() {}

  /** One connection. */
  static final class Connection {

    private final Endpoint client;
    private final List<Exchange> exchanges = new ArrayList<>();

    /** Which exchange each of the server's responses is of, in their order; null of none. */
    private final List<@Nullable Exchange> byResponse = new ArrayList<>();

    private boolean endedByServer;

    private Connection(Endpoint client) {
      this.client = client;
    }

    Endpoint client() {
      return client;
    }

    List<Exchange> exchanges() {
      return exchanges;
    }

    List<@Nullable Exchange> byResponse() {
      return byResponse;
    }

    private @Nullable Exchange answered(RtspMessage response) {
      String cseq = response.header("CSeq");
      Exchange oldest = null;
      for (Exchange exchange : exchanges) {
        if (!exchange.isAnswered()) {
          if (exchange.request().header("CSeq").equals(cseq)) {
            return exchange;
          }
          oldest = oldest == null ? exchange : oldest;
        }
      }
      return oldest;
    }
  }

  /**
   * What one link replays: a connection, and those behind it on which the recorded client went on
   * after a server had closed one for its 401.
   *
   * @param first the number of the first connection
   * @param connections one at least
   * @param kept what is answered, without the challenges that were
   */
  record Part(int first, List<Connection> connections, List<Exchange> kept) {

    /** Returns the number of the connection behind it. */
    int next() {
      return first + connections.size();
    }

    boolean endedByServer() {
      return connections.get(connections.size() - 1).endedByServer;
    }

    /** Returns how many PLAY requests it has. */
    int plays() {
      return (int) kept.stream().filter(exchange -> exchange.play() > 0).count();
    }
  }

  /**
   * Reads a capture to its end.
   *
   * @param in the file
   * @param stopped whether to give it up
   * @throws IOException if it can't be read, isn't a capture, or has too many messages
   */
  static Recording read(InputStream in, BooleanSupplier stopped) throws IOException {
    Recording recording = new Recording();
    new CaptureScan(CaptureForms.packets(in), recording.new Reader()).run(stopped);
    if (recording.messageBytes > MOST_MESSAGE_BYTES) {
      throw new UnreadableCaptureException(
          "it has more than "
              + (MOST_MESSAGE_BYTES >> 20)
              + " MiB of RTSP messages; save a part of it");
    }
    return recording;
  }

  /** Returns how many bytes it holds. */
  int messageBytes() {
    return messageBytes;
  }

  /** Returns how many connections there are. */
  int size() {
    return connections.size();
  }

  /**
   * Returns what a link replays that starts with a connection.
   *
   * @param number from 0
   * @param challenges whether challenges are replayed that the recorded client answered
   */
  Part part(int number, boolean challenges) {
    List<Connection> joined = new ArrayList<>();
    List<Exchange> all = new ArrayList<>();
    int at = number;
    boolean more = true;
    while (more) {
      Connection connection = connections.get(at++);
      joined.add(connection);
      all.addAll(connection.exchanges);
      more = !challenges && at < connections.size() && endsChallenged(connection);
    }
    List<Exchange> kept = new ArrayList<>();
    int plays = 0;
    for (int i = 0; i < all.size(); i++) {
      Exchange exchange = all.get(i);
      exchange.play(0);
      if (challenges || !exchange.isChallenge() || !isAnsweredLater(all, i)) {
        kept.add(exchange);
        if (exchange.request().method().equals("PLAY")) {
          exchange.play(++plays);
        }
      }
    }
    return new Part(number, joined, kept);
  }

  private static boolean endsChallenged(Connection connection) {
    List<Exchange> exchanges = connection.exchanges;
    return !exchanges.isEmpty() && exchanges.get(exchanges.size() - 1).isChallenge();
  }

  private static boolean isAnsweredLater(List<Exchange> all, int index) {
    String method = all.get(index).request().method();
    return all.subList(index + 1, all.size()).stream()
        .anyMatch(later -> later.request().method().equals(method) && !later.isChallenge());
  }

  /** Keeps the messages. */
  private final class Reader implements CaptureScan.Events {

    private Connection at(int number, RtspStream stream) {
      while (connections.size() <= number) {
        connections.add(new Connection(stream.client()));
      }
      return connections.get(number);
    }

    /** Counts a message; none is kept beyond the limit. */
    private boolean fits(RtspMessage message) {
      messageBytes = Math.min(MOST_MESSAGE_BYTES + 1, messageBytes + message.length());
      return messageBytes <= MOST_MESSAGE_BYTES;
    }

    @Override
    public void fromClient(int number, RtspStream stream, RtspMessage message) {
      Connection connection = at(number, stream);
      if (!message.isResponse() && fits(message)) {
        connection.exchanges.add(new Exchange(message));
      }
    }

    @Override
    public void fromServer(int number, RtspMessage message) {
      if (message.isResponse() && number < connections.size() && fits(message)) {
        Connection connection = connections.get(number);
        Exchange exchange = connection.answered(message);
        connection.byResponse.add(exchange);
        if (exchange != null) {
          exchange.answered(message);
        }
      }
    }

    @Override
    public void frame(int connection, int channel, ByteBuffer packet) {
      // Media is read again when it is played.
    }

    @Override
    public void garbage(int connection, byte[] bytes) {}

    @Override
    public void datagram(Endpoint to, ByteBuffer payload) {}

    @Override
    public void ended(int number, boolean byServer) {
      if (number < connections.size()) {
        connections.get(number).endedByServer = byServer;
      }
    }
  }
}
