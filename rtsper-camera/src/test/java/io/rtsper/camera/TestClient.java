package io.rtsper.camera;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The smallest client that can hold a conversation with a camera; every read ends after five
 * seconds.
 */
final class TestClient implements AutoCloseable {

  private static final int LIMIT_MILLIS = 5000;

  /** What came: a message (head and body) or an interleaved frame. */
  record Incoming(String head, String body, int channel, byte[] frame) {
    boolean isFrame() {
      return channel >= 0;
    }

    int status() {
      return Integer.parseInt(head.split(" ")[1]);
    }

    @Nullable String header(String name) {
      return head.lines()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse(null);
    }
  }

  final Socket socket;
  private final DataInputStream input;
  private final String url;
  private int cseq;
  private @Nullable String session;
  final List<Incoming> frames = new ArrayList<>();

  TestClient(Camera camera) throws IOException {
    this(camera, new Socket(InetAddress.getLoopbackAddress(), camera.port()));
  }

  TestClient(Camera camera, SSLContext tls) throws IOException {
    this(
        camera,
        tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), camera.port()));
  }

  private TestClient(Camera camera, Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(LIMIT_MILLIS);
    input = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    url = camera.url();
  }

  String url() {
    return url;
  }

  @Nullable String session() {
    return session;
  }

  int lastCseq() {
    return cseq;
  }

  /** Sends a request for the presentation, or for what a suffix makes of its URL. */
  void send(String method, String suffix, String... headers) throws IOException {
    StringBuilder text = new StringBuilder(method + " " + url + suffix + " RTSP/1.0\r\n");
    text.append("CSeq: ").append(++cseq).append("\r\n");
    if (session != null) {
      text.append("Session: ").append(session).append("\r\n");
    }
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    raw(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  void raw(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Sends a request and returns its answer; frames that come before it are kept. */
  Incoming ask(String method, String suffix, String... headers) throws IOException {
    send(method, suffix, headers);
    return message();
  }

  /** Sends DESCRIBE, SETUP of these tracks over interleaved TCP, and PLAY. */
  Incoming play(int... tracks) throws IOException {
    ask("DESCRIBE", "");
    for (int track : tracks) {
      setup(track);
    }
    return ask("PLAY", "");
  }

  Incoming setup(int track) throws IOException {
    String channels = 2 * track + "-" + (2 * track + 1);
    return ask(
        "SETUP", "/trackID=" + track, "Transport: RTP/AVP/TCP;unicast;interleaved=" + channels);
  }

  /** Returns the next message. */
  Incoming message() throws IOException {
    while (true) {
      Incoming next = next();
      if (!next.isFrame()) {
        String id = next.header("Session");
        if (id != null) {
          session = id.split(";")[0].strip();
        }
        return next;
      }
      frames.add(next);
    }
  }

  /** Returns the next frame on a channel; others are passed over. */
  byte[] frame(int channel) throws IOException {
    while (true) {
      Incoming next = next();
      if (next.channel() == channel) {
        return next.frame();
      }
    }
  }

  Incoming next() throws IOException {
    int first = input.readUnsignedByte();
    if (first == '$') {
      int channel = input.readUnsignedByte();
      byte[] data = new byte[input.readUnsignedShort()];
      input.readFully(data);
      return new Incoming("", "", channel, data);
    }
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int last = 0; // the last four bytes
    for (int next = first; ; next = input.readUnsignedByte()) {
      head.write(next);
      last = (last << 8) | next;
      if (last == 0x0d0a0d0a || (last & 0xffff) == 0x0a0a) {
        break;
      }
    }
    Incoming message =
        new Incoming(head.toString(StandardCharsets.ISO_8859_1), "", -1, new byte[0]);
    String length = message.header("Content-Length");
    byte[] body = new byte[length == null ? 0 : Integer.parseInt(length)];
    input.readFully(body);
    return new Incoming(message.head(), new String(body, StandardCharsets.UTF_8), -1, body);
  }

  /** Reads everything until the camera closes. */
  byte[] untilClosed() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      while (true) {
        all.write(input.readUnsignedByte());
      }
    } catch (EOFException e) {
      return all.toByteArray();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
