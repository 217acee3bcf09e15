package io.rtsper.core.capture;

import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * One control connection in a capture: a TCP stream of messages without credentials and of
 * interleaved frames as they are. Since the former are of another length than what was sent, the
 * stream's numbers count what is written. On the event loop only.
 */
public final class CapturedConnection {

  /** The one port that Wireshark takes for RTSP without being told. */
  private static final int RTSP_PORT = 554;

  private static final int FRAME_HEADER = 4;

  private final PacketRecorder recorder;
  private final IpFlow toServer;
  private final IpFlow toClient;
  private final PacketRecorder.Progress progress = new PacketRecorder.Progress();
  private final PacketRecorder.Piece message = new PacketRecorder.Piece(0);
  private final PacketRecorder.Piece frame = new PacketRecorder.Piece(FRAME_HEADER);
  private long batchNanos;

  CapturedConnection(PacketRecorder recorder, IpFlow.Ends ends) {
    this.recorder = recorder;
    this.toServer = new IpFlow(ends, false);
    this.toClient = new IpFlow(ends, true);
  }

  /**
   * Returns a connection that is opened at this moment.
   *
   * @param server its address and port; another port than RTSP's is only told in a comment
   * @param secure whether it is TLS, of which this is the inside
   */
  static CapturedConnection open(
      PacketRecorder recorder, InetSocketAddress client, InetSocketAddress server, boolean secure) {
    IpFlow.Ends ends = IpFlow.Ends.of(client, server);
    CapturedConnection opened =
        new CapturedConnection(recorder, ends.withPorts(client.getPort(), RTSP_PORT));
    boolean told = secure || server.getPort() != RTSP_PORT;
    opened.handshake(
        told
            ? "the server's port is "
                + server.getPort()
                + (secure ? ", TLS, of which this is the inside" : "")
                + "; shown as 554, which Wireshark reads as RTSP"
            : "");
    return opened;
  }

  private void handshake(String comment) {
    signal(false, IpFlow.SYN, comment);
    signal(true, IpFlow.SYN | IpFlow.ACK, "");
    signal(false, IpFlow.ACK, "");
  }

  private void signal(boolean inbound, int flags, String comment) {
    recorder.signal(inbound ? toClient : toServer, inbound, progress, flags, comment);
  }

  /** Notes when the bytes came of which messages and frames are told next. */
  public void batchStarts(long nanoTime) {
    batchNanos = nanoTime;
  }

  /** A request was sent. */
  public void sent(RtspRequest request, long nanoTime) {
    message(false, RedactedMessage.of(request), nanoTime);
  }

  /** A request of the server was answered. */
  public void sent(RtspResponse response, long nanoTime) {
    message(false, RedactedMessage.of(response), nanoTime);
  }

  /** A request of the server came. */
  public void received(RtspRequest request) {
    message(true, RedactedMessage.of(request), batchNanos);
  }

  /** A response came. */
  public void received(RtspResponse response) {
    message(true, RedactedMessage.of(response), batchNanos);
  }

  private void message(boolean inbound, byte[] bytes, long nanoTime) {
    message.of(ByteBuffer.wrap(bytes), 0, bytes.length);
    recorder.stream(inbound ? toClient : toServer, inbound, progress, message, nanoTime);
  }

  /** A packet came on an interleaved channel. */
  public void received(int channel, ByteBuffer buffer, int offset, int length) {
    frame(true, channel, buffer, offset, length, batchNanos);
  }

  /** A packet was sent on an interleaved channel. */
  public void sent(int channel, ByteBuffer buffer, int offset, int length, long nanoTime) {
    frame(false, channel, buffer, offset, length, nanoTime);
  }

  private void frame(
      boolean inbound, int channel, ByteBuffer buffer, int offset, int length, long nanoTime) {
    byte[] head = frame.head();
    head[0] = '$';
    head[1] = (byte) channel;
    head[2] = (byte) (length >> 8);
    head[3] = (byte) length;
    frame.of(buffer, offset, length);
    recorder.stream(inbound ? toClient : toServer, inbound, progress, frame, nanoTime);
  }

  /**
   * The connection is gone.
   *
   * @param byServer whether it was the server that ended it
   * @param why what the session says of it
   */
  public void ended(boolean byServer, String why, long nanoTime) {
    recorder.now(nanoTime);
    signal(byServer, IpFlow.FIN | IpFlow.ACK, why);
    signal(!byServer, IpFlow.FIN | IpFlow.ACK, "");
    signal(byServer, IpFlow.ACK, "");
  }
}
