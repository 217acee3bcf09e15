package io.rtsper.benchmarks.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A camera that sends as fast as it can: one client, one track, interleaved packets of 1,400 bytes
 * with a sender report after each hundred; over UDP, as fast as they are taken. It can do nothing
 * else.
 */
final class FloodingCamera implements AutoCloseable {

  private static final Pattern CLIENT_PORT = Pattern.compile("client_port=(\\d+)");

  /** As many datagrams have room in the smallest receive buffer. */
  private static final int UNDER_WAY = 32;

  private static final int PACKET = 1_400;
  private static final int PACKETS = 100;
  private static final int REPORT = 28;
  private static final int SSRC = 0x1234_5678;

  /** An IDR picture, its fragments (FU-A), and a slice of it that begins the picture. */
  private static final byte IDR_TYPE = 5;

  private static final byte IDR = 0x65;
  private static final byte FRAGMENT = 0x7C;
  private static final int START = 0x80;
  private static final int END = 0x40;
  private static final byte SLICE = (byte) 0x88;
  private static final byte FILLING = 0x5A;

  private static final String DESCRIPTION =
      String.join(
          "\r\n",
          "v=0",
          "o=- 1 1 IN IP4 127.0.0.1",
          "s=flood",
          "c=IN IP4 0.0.0.0",
          "t=0 0",
          "m=video 0 RTP/AVP 96",
          "a=rtpmap:96 H264/90000",
          "a=control:track1",
          "");

  private final ServerSocket server;
  private final Thread thread;
  private final ByteBuffer block = ByteBuffer.allocate(PACKETS * (4 + PACKET) + 4 + REPORT);
  private final LongSupplier taken;

  /** How many packets a picture has; with one, it isn't fragmented. */
  private final int picturePackets;

  private final DatagramSocket datagrams = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  private @Nullable InetSocketAddress peer;
  private long sent;
  private short sequence;
  private int timestamp;

  private FloodingCamera(LongSupplier taken, int picturePackets) throws IOException {
    this.taken = taken;
    this.picturePackets = picturePackets;
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    thread = new Thread(this::serve, "flooding camera");
    thread.setDaemon(true);
  }

  /**
   * Starts a camera.
   *
   * @param taken says how many packets were taken, so that none is lost over UDP
   */
  static FloodingCamera start(LongSupplier taken) throws IOException {
    return start(taken, PACKETS);
  }

  /**
   * Starts a camera.
   *
   * @param taken says how many packets were taken, so that none is lost over UDP
   * @param picturePackets how many packets a picture has: 1 to 100, of which 100 is a multiple
   */
  static FloodingCamera start(LongSupplier taken, int picturePackets) throws IOException {
    FloodingCamera camera = new FloodingCamera(taken, picturePackets);
    camera.thread.start();
    return camera;
  }

  String url() {
    return "rtsp://127.0.0.1:" + server.getLocalPort() + "/flood";
  }

  private void serve() {
    try (Socket socket = server.accept()) {
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      OutputStream out = socket.getOutputStream();
      boolean playing = false;
      while (true) {
        if (playing && in.available() == 0) {
          if (peer == null) {
            out.write(nextBlock());
          } else {
            sendBlock(peer);
          }
          continue;
        }
        int first = in.readUnsignedByte();
        if (first == '$') {
          in.readUnsignedByte();
          in.skipNBytes(in.readUnsignedShort());
          continue;
        }
        String request = (char) first + head(in);
        playing = request.startsWith("PLAY ");
        out.write(answer(request).getBytes(ISO_8859_1));
      }
    } catch (SocketException | EOFException gone) {
      // The client needs no more packets.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads up to the blank line after the headers. */
  private static String head(DataInputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString();
  }

  private String answer(String request) {
    String sequenceNumber =
        request.lines().filter(line -> line.startsWith("CSeq: ")).findFirst().orElseThrow();
    String body = request.startsWith("DESCRIBE ") ? DESCRIPTION : "";
    return String.join(
        "\r\n",
        "RTSP/1.0 200 OK",
        sequenceNumber,
        "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN",
        "Session: 1",
        "Transport: " + transport(request),
        "Content-Type: application/sdp",
        "Content-Length: " + body.length(),
        "",
        body);
  }

  private String transport(String request) {
    Matcher ports = CLIENT_PORT.matcher(request);
    if (!ports.find()) {
      return "RTP/AVP/TCP;unicast;interleaved=0-1";
    }
    int port = Integer.parseInt(ports.group(1));
    peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    int own = datagrams.getLocalPort();
    return "RTP/AVP;unicast;client_port="
        + ports.group(1)
        + ";server_port="
        + own
        + "-"
        + (own + 1);
  }

  private void sendBlock(InetSocketAddress to) throws IOException {
    byte[] bytes = nextBlock();
    for (int i = 0; i < PACKETS; i++) {
      while (sent - taken.getAsLong() > UNDER_WAY) {
        Thread.onSpinWait();
      }
      datagrams.send(new DatagramPacket(bytes, i * (4 + PACKET) + 4, PACKET, to));
      sent++;
    }
  }

  private byte[] nextBlock() {
    block.clear();
    for (int i = 0; i < PACKETS; i++) {
      int end = block.position() + 4 + PACKET;
      block.put((byte) '$').put((byte) 0).putShort((short) PACKET);
      int part = i % picturePackets;
      boolean last = part == picturePackets - 1;
      block.put((byte) 0x80).put((byte) (last ? 0x80 | 96 : 96)).putShort(sequence++);
      block.putInt(timestamp).putInt(SSRC);
      if (picturePackets == 1) {
        block.put(IDR);
      } else {
        block.put(FRAGMENT).put((byte) ((part == 0 ? START : last ? END : 0) | IDR_TYPE));
      }
      block.put(SLICE);
      while (block.position() < end) {
        block.put(FILLING);
      }
      timestamp += last ? 3_600 : 0;
    }
    block.put((byte) '$').put((byte) 1).putShort((short) REPORT);
    block.put((byte) 0x80).put((byte) 200).putShort((short) (REPORT / 4 - 1)).putInt(SSRC);
    block.putLong(timestamp).putInt(timestamp).putInt(PACKETS).putInt(PACKETS * PACKET);
    return block.array();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    server.close();
    datagrams.close();
    thread.join(10_000);
  }
}
