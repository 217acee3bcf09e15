package io.rtsper.transport.replay;

import java.nio.ByteBuffer;

/** A captured TCP connection: who is the client, and what each side said. Pure. */
final class RtspStream {

  private static final int RTSP = 554;
  private static final int RTSP_ALTERNATIVE = 8554;

  /** A stream that has said so much and no message is none of RTSP. */
  private static final int PATIENCE_BYTES = 128 << 10;

  /** Takes what is found. */
  interface Sink {

    /** The client said something. */
    void fromClient(RtspStream stream, RtspMessage message);

    /** The server said something. */
    void fromServer(RtspStream stream, RtspMessage message);

    /** The server sent an interleaved frame. */
    void frame(RtspStream stream, int channel, ByteBuffer packet);

    /** The server sent what is neither. */
    void garbage(RtspStream stream, byte[] bytes);

    /** A side ended the connection, which is told of the first. */
    void ended(RtspStream stream, boolean byServer);
  }

  private final Endpoint client;
  private final Endpoint server;
  private final Sink sink;
  private final RtspUnits fromClient = new RtspUnits(new ClientSide());
  private final RtspUnits fromServer = new RtspUnits(new ServerSide());
  private final SegmentOrder clientOrder = new SegmentOrder(into(fromClient));
  private final SegmentOrder serverOrder = new SegmentOrder(into(fromServer));
  private boolean isRtsp;
  private boolean ended;
  private int bytes;

  private RtspStream(Endpoint client, Endpoint server, Sink sink) {
    this.client = client;
    this.server = server;
    this.sink = sink;
  }

  /** Returns the stream that a segment is the first captured one of. */
  static RtspStream of(IpPacket first, Sink sink) {
    return isFromServer(first)
        ? new RtspStream(first.destination(), first.source(), sink)
        : new RtspStream(first.source(), first.destination(), sink);
  }

  private static boolean isFromServer(IpPacket first) {
    if (first.isSyn()) {
      return first.isAck();
    }
    if (isServer(first.source()) != isServer(first.destination())) {
      return isServer(first.source());
    }
    ByteBuffer payload = first.payload();
    boolean speaks = payload.remaining() >= 5;
    return speaks && (payload.get(0) == '$' || (payload.get(0) == 'R' && payload.get(4) == '/'));
  }

  private static boolean isServer(Endpoint end) {
    return end.port() == RTSP || end.port() == RTSP_ALTERNATIVE;
  }

  private static SegmentOrder.Sink into(RtspUnits units) {
    return new SegmentOrder.Sink() {
      @Override
      public void bytes(ByteBuffer bytes) {
        units.bytes(bytes);
      }

      @Override
      public void gap() {
        units.gap();
      }
    };
  }

  Endpoint client() {
    return client;
  }

  Endpoint server() {
    return server;
  }

  /** Returns whether a client has asked something on it. */
  boolean isRtsp() {
    return isRtsp;
  }

  /** Returns whether one of its sides has ended it. */
  boolean hasEnded() {
    return ended;
  }

  /** Takes a segment of either side. */
  void segment(IpPacket segment) {
    boolean byServer = segment.source().equals(server);
    SegmentOrder order = byServer ? serverOrder : clientOrder;
    if (segment.isSyn()) {
      order.begins(segment.sequence());
      return;
    }
    bytes = Math.min(PATIENCE_BYTES, bytes + segment.payload().remaining());
    if (isRtsp || bytes < PATIENCE_BYTES) {
      order.segment(segment.sequence(), segment.payload(), segment.missing());
    }
    if (segment.isEnd() && !ended) {
      ended = true;
      finish();
      sink.ended(this, byServer);
    }
  }

  /** Makes the most of what has come: nothing more will. */
  void finish() {
    clientOrder.end();
    serverOrder.end();
    fromServer.answered();
  }

  private final class ClientSide implements RtspUnits.Sink {

    @Override
    public void message(RtspMessage message) {
      isRtsp |= !message.isResponse();
      fromServer.answered();
      sink.fromClient(RtspStream.this, message);
    }

    @Override
    public void frame(int channel, ByteBuffer packet) {
      // What a client reports is the session's own business.
    }

    @Override
    public void garbage(byte[] bytes) {}
  }

  private final class ServerSide implements RtspUnits.Sink {

    @Override
    public void message(RtspMessage message) {
      sink.fromServer(RtspStream.this, message);
    }

    @Override
    public void frame(int channel, ByteBuffer packet) {
      sink.frame(RtspStream.this, channel, packet);
    }

    @Override
    public void garbage(byte[] bytes) {
      sink.garbage(RtspStream.this, bytes);
    }
  }
}
