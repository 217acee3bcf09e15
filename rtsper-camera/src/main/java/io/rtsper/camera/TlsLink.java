package io.rtsper.camera;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** Bytes inside TLS, as the server's side of an {@link SSLEngine}. */
final class TlsLink implements ByteLink {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel channel;
  private final SSLEngine engine;
  private final ByteBuffer networkIn;
  private ByteBuffer networkOut;
  private ByteBuffer plain;
  private boolean ended;

  TlsLink(SocketChannel channel, SSLEngine engine) throws SSLException {
    this.channel = channel;
    this.engine = engine;
    networkIn = ByteBuffer.allocate(engine.getSession().getPacketBufferSize() * 2);
    networkOut = ByteBuffer.allocate(engine.getSession().getPacketBufferSize() * 2);
    plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize() * 2).flip();
    engine.setUseClientMode(false);
    engine.beginHandshake();
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int before = target.position();
    drainPlain(target);
    if (!ended && channel.read(networkIn) < 0) {
      ended = true;
    }
    unwrapAll();
    drainPlain(target);
    int count = target.position() - before;
    return count > 0 || !ended ? count : -1;
  }

  private void unwrapAll() throws IOException {
    networkIn.flip();
    try {
      boolean progress = true;
      while (progress) {
        progress = step();
      }
    } catch (SSLException e) {
      wrap(NOTHING); // the alert that says what isn't accepted
      throw e;
    } finally {
      networkIn.compact();
      flush();
    }
  }

  /** Takes one step of handshake or decryption. Returns whether another may follow. */
  private boolean step() throws SSLException {
    HandshakeStatus status = engine.getHandshakeStatus();
    if (status == HandshakeStatus.NEED_TASK) {
      for (Runnable task = engine.getDelegatedTask();
          task != null;
          task = engine.getDelegatedTask()) {
        task.run();
      }
      return true;
    }
    if (status == HandshakeStatus.NEED_WRAP) {
      return wrap(NOTHING).bytesProduced() > 0;
    }
    if (!networkIn.hasRemaining()) {
      return false;
    }
    plain.compact();
    SSLEngineResult result;
    try {
      result = engine.unwrap(networkIn, plain);
    } finally {
      plain.flip();
    }
    switch (result.getStatus()) {
      case CLOSED -> {
        ended = true;
        return false;
      }
      case BUFFER_UNDERFLOW, BUFFER_OVERFLOW -> {
        return false; // more from the socket, or the reader must drain first
      }
      default -> {
        return true;
      }
    }
  }

  @Override
  public void write(ByteBuffer source) throws IOException {
    flush();
    while (source.hasRemaining() && networkOut.position() == 0 && established()) {
      wrap(source);
      flush();
    }
  }

  @Override
  public boolean hasUnsent() {
    return networkOut.position() > 0;
  }

  @Override
  public boolean established() {
    return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
  }

  @Override
  public void sayGoodbye() throws IOException {
    engine.closeOutbound();
    wrap(NOTHING);
    flush();
  }

  private SSLEngineResult wrap(ByteBuffer source) throws SSLException {
    SSLEngineResult result = engine.wrap(source, networkOut);
    if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
      networkOut = ByteBuffer.allocate(networkOut.capacity() * 2).put(networkOut.flip());
      result = engine.wrap(source, networkOut);
    }
    return result;
  }

  private void flush() throws IOException {
    networkOut.flip();
    try {
      int written;
      do {
        written = networkOut.hasRemaining() ? channel.write(networkOut) : 0;
      } while (written > 0);
    } finally {
      networkOut.compact();
    }
  }

  private void drainPlain(ByteBuffer target) {
    while (plain.hasRemaining() && target.hasRemaining()) {
      target.put(plain.get());
    }
  }
}
