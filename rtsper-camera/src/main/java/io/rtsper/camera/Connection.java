package io.rtsper.camera;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One client's control connection, with the media interleaved in it. Confined to the camera's
 * thread.
 */
final class Connection implements CameraLoop.Ready, RequestReader.Sink {

  /** What a connection tells its camera. */
  interface Owner {
    void received(Connection connection, CameraRequest message);

    void received(Connection connection, int channel, byte[] data);

    void writable(Connection connection);

    void closed(Connection connection);

    void violation(String what);
  }

  /** Media stops being added when this much waits. */
  static final int HIGH_WATER = 256 * 1024;

  private static final int LOW_WATER = 64 * 1024;
  private static final int READ_SIZE = 64 * 1024;

  private final int number;
  private final SocketChannel channel;
  private final ByteLink link;
  private final CameraLoop loop;
  private final Owner owner;
  private final SelectionKey key;
  private final RequestReader reader;
  private final OutputBuffer output = new OutputBuffer();
  private final Queue<ByteBuffer> heldMedia = new ArrayDeque<>();
  private final Queue<Runnable> whenDrained = new ArrayDeque<>();
  private final ByteBuffer input = ByteBuffer.allocate(READ_SIZE);
  private final InetAddress peer;
  private final InetAddress local;
  private boolean open = true;
  private boolean closing;
  private boolean readPaused;
  private boolean mediaHeld;
  private boolean truncateNextFrame;
  private @Nullable String nonce;

  Connection(
      int number,
      SocketChannel channel,
      ByteLink link,
      CameraLoop loop,
      Owner owner,
      boolean reading)
      throws IOException {
    this.number = number;
    this.channel = channel;
    this.link = link;
    this.loop = loop;
    this.owner = owner;
    this.readPaused = !reading;
    this.reader = new RequestReader(number, this, owner::violation);
    this.peer = ((InetSocketAddress) channel.getRemoteAddress()).getAddress();
    this.local = ((InetSocketAddress) channel.getLocalAddress()).getAddress();
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    this.key = loop.register(channel, reading ? SelectionKey.OP_READ : 0, this);
  }

  int number() {
    return number;
  }

  InetAddress peer() {
    return peer;
  }

  InetAddress local() {
    return local;
  }

  boolean isOpen() {
    return open;
  }

  /** Returns the nonce of the last challenge on this connection, or null. */
  @Nullable String nonce() {
    return nonce;
  }

  void nonce(String newNonce) {
    nonce = newNonce;
  }

  @Override
  public void ready(SelectionKey ready) throws IOException {
    if (ready.isReadable()) {
      readAll();
    }
    if (open) {
      flush();
    }
    if (open && ready.isWritable() && !closing && output.size() <= LOW_WATER) {
      owner.writable(this);
    }
  }

  private void readAll() throws IOException {
    while (open && !readPaused) {
      input.clear();
      int count = link.read(input);
      if (count <= 0) {
        if (count < 0) {
          closeNow();
        }
        return;
      }
      if (!reader.feed(input.flip())) {
        owner.violation("more was sent than any request needs");
        closeNow();
      }
    }
  }

  @Override
  public void message(CameraRequest request) {
    if (open) {
      owner.received(this, request);
    }
  }

  @Override
  public void frame(int channelId, byte[] data) {
    if (open) {
      owner.received(this, channelId, data);
    }
  }

  @Override
  public void failed(Exception cause) {
    closeNow();
  }

  /** Sends bytes as they are, behind what already waits. */
  void write(byte[] bytes) {
    if (open && !closing) {
      output.append(bytes);
      flushQuietly();
    }
  }

  /** Returns whether media can be sent without a growing backlog. */
  boolean hasRoom() {
    return open && !mediaHeld && output.size() < HIGH_WATER;
  }

  /**
   * Sends an RTP or RTCP packet on a channel (RFC 2326 §10.12).
   *
   * @return false if the connection is closed or about to be
   */
  boolean writeFrame(int channelId, ByteBuffer packet) {
    if (!open || closing) {
      return false;
    }
    ByteBuffer frame =
        mediaHeld
            ? ByteBuffer.allocate(4 + packet.remaining())
            : output.room(4 + packet.remaining());
    frame.put((byte) '$').put((byte) channelId).putShort((short) packet.remaining());
    if (truncateNextFrame) {
      packet.limit(packet.position() + packet.remaining() / 2);
    }
    frame.put(packet);
    if (mediaHeld) {
      heldMedia.add(frame.flip());
    }
    if (truncateNextFrame) {
      closeWhenFlushed();
    } else if (output.size() > LOW_WATER) {
      flushQuietly();
    } else {
      wantWrite();
    }
    return true;
  }

  /** Cuts the next interleaved frame in half and closes behind it. */
  void truncateNextFrame() {
    truncateNextFrame = true;
  }

  /** Keeps media out of a message that is written in pieces, or lets it flow again. */
  void holdMedia(boolean held) {
    mediaHeld = held;
    while (!held && !heldMedia.isEmpty()) {
      output.append(heldMedia.remove());
    }
    flushQuietly();
  }

  /** Runs a task once little waits to be sent. */
  void whenDrained(Runnable task) {
    whenDrained.add(task);
    wantWrite();
  }

  void pauseReading(boolean paused) {
    readPaused = paused;
    updateInterest();
    if (!paused) {
      loop.schedule(Duration.ZERO, this::readQuietly); // bytes may wait inside TLS
    }
  }

  private void readQuietly() {
    try {
      readAll();
      flush();
    } catch (IOException e) {
      closeNow();
    }
  }

  private void flushQuietly() {
    try {
      flush();
    } catch (IOException e) {
      closeNow();
    }
  }

  private void flush() throws IOException {
    if (!open) {
      return;
    }
    output.drainTo(link);
    if (output.size() <= LOW_WATER) {
      List<Runnable> tasks = new ArrayList<>(whenDrained);
      whenDrained.clear();
      tasks.forEach(Runnable::run);
    }
    if (open && closing && output.size() == 0 && !link.hasUnsent()) {
      link.sayGoodbye();
      closeNow();
    } else if (open) {
      updateInterest();
    }
  }

  private void wantWrite() {
    if (open) {
      updateInterest();
    }
  }

  private void updateInterest() {
    if (!key.isValid()) {
      return;
    }
    boolean waiting =
        link.hasUnsent() || (link.established() && (output.size() > 0 || !whenDrained.isEmpty()));
    int operations =
        (readPaused ? 0 : SelectionKey.OP_READ) | (waiting ? SelectionKey.OP_WRITE : 0);
    if (key.interestOps() != operations) {
      key.interestOps(operations);
    }
  }

  /** Closes once everything is sent; nothing is added any more. */
  void closeWhenFlushed() {
    closing = true;
    flushQuietly();
  }

  /** Closes with RST instead of FIN; what waits to be sent is lost. */
  void reset() {
    if (open) {
      try {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      } catch (IOException e) {
        loop.failed("SO_LINGER: " + e);
      }
      closeNow();
    }
  }

  void closeNow() {
    if (!open) {
      return;
    }
    open = false;
    try {
      channel.close();
    } catch (IOException e) {
      loop.failed("close: " + e);
    }
    owner.closed(this);
  }

  /** Sends bytes in chunks of that size, that far apart, then goes on with the next task. */
  void dribble(byte[] bytes, int chunk, Duration interval, Runnable next) {
    if (!open) {
      return;
    }
    if (bytes.length == 0) {
      holdMedia(false);
      next.run();
      return;
    }
    holdMedia(true);
    int size = Math.min(chunk, bytes.length);
    write(Arrays.copyOf(bytes, size));
    byte[] rest = Arrays.copyOfRange(bytes, size, bytes.length);
    loop.schedule(
        rest.length == 0 ? Duration.ZERO : interval, () -> dribble(rest, chunk, interval, next));
  }

  /**
   * Sends the same bytes again and again, as fast as they are read, then goes on with the next
   * task.
   */
  void repeat(byte[] bytes, long times, Runnable next) {
    if (!open) {
      return;
    }
    holdMedia(true);
    long left = times;
    while (left > 0 && open && output.size() < HIGH_WATER) {
      output.append(bytes);
      left--;
    }
    if (left == 0) {
      holdMedia(false);
      next.run();
      return;
    }
    long remaining = left;
    flushQuietly();
    whenDrained(() -> repeat(bytes, remaining, next));
  }
}
