package io.rtsper.transport.tcp;

import io.rtsper.api.RtspException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.RtspUrl;
import io.rtsper.api.TlsOptions;
import io.rtsper.api.spi.ControlLink;
import io.rtsper.api.spi.ControlLinkListener;
import io.rtsper.api.spi.Deadline;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.api.spi.LinkContext;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A control link over TLS: an {@link SSLEngine} between the connection and the listener, on the
 * loop. What a handshake has to calculate, and the reading of the JVM's trust store, is done
 * {@linkplain OffLoop off the loop}, so that the loop's other sessions don't wait for it.
 *
 * <p>The end of the connection without a {@code close_notify} counts as an end in order, as many
 * devices send none: RTSP says itself how long a message is, so a cut is seen there.
 */
final class TlsControlLink implements ControlLink, TcpConnection.Owner {

  /** Content types of a record (RFC 8446 §5.1), the only ones that a handshake starts with. */
  private static final int ALERT = 21;

  private static final int HANDSHAKE = 22;

  private enum State {
    CONNECTING,
    HANDSHAKING,
    OPEN,
    CLOSED
  }

  private final LinkContext context;
  private final ControlLinkListener listener;
  private final EventLoop loop;
  private final Deadline deadline;
  private final Duration given;
  private final TlsFailure failures;
  private final TlsRecords records;
  private final OutboundQueue early;
  private final OffLoop offLoop;
  private final TcpConnection connection;
  private final TlsWriter writer;
  private State state = State.CONNECTING;
  private boolean wanted = true;
  private boolean calculating;
  private boolean sawFirstByte;

  /** Whether something was refused before the link was open. */
  private boolean refusedEarly;

  /** Whether anything came inside TLS. */
  private boolean heard;

  private @Nullable ServerTrust trust;
  private @Nullable SSLEngine engine;
  private EventLoop.@Nullable Timer timer;

  TlsControlLink(ControlLinkListener listener, LinkContext context, Executor threads) {
    this.context = context;
    this.listener = listener;
    this.loop = context.eventLoop();
    this.deadline = context.deadline();
    this.given = deadline.left(loop);
    this.failures = new TlsFailure(context);
    this.records = new TlsRecords(loop);
    this.early = new OutboundQueue(context.memory());
    TlsEngines.warnIfInsecure(context);
    this.offLoop = new OffLoop(loop, threads);
    this.connection = TcpConnection.open(this, context);
    this.writer = new TlsWriter(connection);
  }

  // ---- Opening

  @Override
  public void connected() {
    state = State.HANDSHAKING;
    connection.reading(false);
    timer = loop.schedule(deadline.left(loop), this::expired);
    RtspUrl url = context.url();
    int port = context.address().getPort();
    TlsOptions options = context.tls();
    calculate(
        () -> {
          ServerTrust newTrust = ServerTrust.of(options);
          SSLEngine newEngine = TlsEngines.create(url, port, options, newTrust);
          newEngine.beginHandshake();
          return () -> {
            trust = newTrust;
            engine = newEngine;
          };
        });
  }

  private void calculate(OffLoop.Calculation work) {
    calculating = true;
    offLoop.calculate(work, this::calculated, this::handshakeFailed);
  }

  private void calculated(Runnable result) {
    calculating = false;
    if (state != State.HANDSHAKING) {
      return;
    }
    result.run();
    records.beginRead(0);
    advance();
  }

  /** Goes on with the handshake as far as the records go that came. */
  private void advance() {
    SSLEngine tls = engine;
    if (tls == null) {
      return;
    }
    int recordSize = tls.getSession().getPacketBufferSize();
    boolean finished;
    try {
      finished = handshake(tls, records.endRead());
    } catch (SSLException | CertificateException e) {
      handshakeFailed(e);
      return;
    }
    records.keepRest(recordSize);
    if (finished && state == State.HANDSHAKING) {
      opened();
    } else if (state == State.HANDSHAKING) {
      connection.reading(!calculating);
    }
  }

  /** Returns true when the handshake is done. */
  private boolean handshake(SSLEngine tls, ByteBuffer in)
      throws SSLException, CertificateException {
    if (!sawFirstByte && in.hasRemaining()) {
      sawFirstByte = true;
      int type = in.get(in.position());
      if (type != HANDSHAKE && type != ALERT) {
        end(failures.notTls());
        return false;
      }
    }
    while (state == State.HANDSHAKING) {
      switch (tls.getHandshakeStatus()) {
        case NEED_TASK -> {
          calculate(
              () -> {
                runTasks(tls);
                return () -> {};
              });
          return false;
        }
        case NEED_WRAP -> writer.sendHandshakeRecord(tls);
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          SSLEngineResult result = tls.unwrap(in, records.plain());
          if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
            return false;
          }
          if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
            end(failures.endedInHandshake(null));
            return false;
          }
        }
        case FINISHED, NOT_HANDSHAKING -> {
          // A context of the caller's doesn't ask our trust, so the pins are looked at here too.
          if (trust != null
              && tls.getSession().getPeerCertificates()[0] instanceof X509Certificate own) {
            trust.checkPin(own);
          }
          return true;
        }
      }
    }
    return false;
  }

  private static void runTasks(SSLEngine tls) {
    for (Runnable task = tls.getDelegatedTask(); task != null; task = tls.getDelegatedTask()) {
      task.run();
    }
  }

  private void opened() {
    state = State.OPEN;
    cancelTimer();
    connection.reading(wanted);
    send(early.takeAll());
    if (state == State.OPEN) {
      listener.onOpen();
      readRest();
      if (refusedEarly) {
        connection.refuse();
      }
    }
  }

  private void expired() {
    if (state == State.HANDSHAKING) {
      end(failures.timeout(given));
    }
  }

  private void handshakeFailed(Exception cause) {
    if (state != State.HANDSHAKING) {
      return;
    }
    SSLEngine tls = engine;
    if (tls != null) {
      writer.sayGoodbye(tls); // the alert that the failure left behind
    }
    end(failures.handshake(cause, trust == null ? null : trust.presented()));
  }

  // ---- Reading

  @Override
  public void readable() {
    SSLEngine tls = engine;
    if (tls == null) {
      return;
    }
    // Until the handshake is done, no more than a record: it may have to be kept while calculating.
    int limit =
        state == State.OPEN ? Integer.MAX_VALUE : tls.getSession().getPacketBufferSize() + 1;
    int count = connection.read(records.beginRead(limit));
    if (count < 0) {
      end(state == State.OPEN ? endWithoutGoodbye() : failures.endedInHandshake(null));
    } else if (state == State.OPEN) {
      open(tls);
    } else if (state == State.HANDSHAKING) {
      advance();
    }
  }

  /** A server that doesn't accept a client says so after the handshake of TLS 1.3, if at all. */
  private @Nullable RtspException endWithoutGoodbye() {
    return heard ? null : failures.leftAfterHandshake(null);
  }

  /** Opens the records that came and passes on what is in them, all at once. */
  private void open(SSLEngine tls) {
    ByteBuffer in = records.endRead();
    ByteBuffer plain = records.plain();
    boolean ended = false;
    RtspException failure = null;
    try {
      ended = unwrapAll(tls, in, plain);
    } catch (SSLException e) {
      ended = true;
      failure = heard || plain.position() > 0 ? failures.broken(e) : failures.leftAfterHandshake(e);
    } catch (RenegotiationException e) {
      ended = true;
      failure = failures.renegotiation();
    }
    records.keepRest(tls.getSession().getPacketBufferSize());
    if (plain.flip().hasRemaining() && state == State.OPEN) {
      heard = true;
      listener.onBytes(plain);
    }
    if (ended && state == State.OPEN) {
      writer.sayGoodbye(tls);
      end(failure);
    }
  }

  private static final class RenegotiationException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** Returns true when the other side has said that nothing more comes. */
  private boolean unwrapAll(SSLEngine tls, ByteBuffer in, ByteBuffer plain)
      throws SSLException, RenegotiationException {
    while (in.hasRemaining() && state == State.OPEN) {
      SSLEngineResult result = tls.unwrap(in, plain);
      switch (result.getStatus()) {
        case OK -> {
          answer(tls, result.getHandshakeStatus());
          if (result.bytesConsumed() == 0) {
            return false;
          }
        }
        case BUFFER_UNDERFLOW -> {
          return false;
        }
        case CLOSED -> {
          return true;
        }
        case BUFFER_OVERFLOW -> throw new SSLException("a record is longer than it says");
      }
    }
    return false;
  }

  /** Does what a record of an open connection asks for: TLS 1.3 renews its keys in passing. */
  private void answer(SSLEngine tls, HandshakeStatus asked)
      throws SSLException, RenegotiationException {
    if (asked == HandshakeStatus.NOT_HANDSHAKING || asked == HandshakeStatus.FINISHED) {
      return;
    }
    if (!tls.getSession().getProtocol().equals(TlsEngines.TLS_1_3)) {
      throw new RenegotiationException();
    }
    runTasks(tls);
    writer.sendControlRecords(tls);
  }

  @Override
  public void reading(boolean reading) {
    wanted = reading;
    if (state == State.OPEN) {
      connection.reading(reading);
      readRest();
    }
  }

  /** Sees to records that came with the end of the handshake; no readiness would tell of them. */
  private void readRest() {
    if (records.hasRest()) {
      offLoop.onLoop(
          () -> {
            SSLEngine tls = engine;
            if (state == State.OPEN && wanted && records.hasRest() && tls != null) {
              records.beginRead(0);
              open(tls);
            }
          });
    }
  }

  // ---- Writing

  @Override
  public void send(ByteBuffer bytes) {
    SSLEngine tls = engine;
    if (state == State.OPEN && tls != null) {
      try {
        writer.send(tls, bytes);
      } catch (SSLException e) {
        end(failures.broken(e));
      }
    } else if (state != State.CLOSED && !early.add(bytes)) {
      end(failures.tooMuchBeforehand());
    }
    bytes.position(bytes.limit());
  }

  @Override
  public boolean offer(ByteBuffer bytes) {
    int length = bytes.remaining();
    if (state == State.OPEN) {
      if (!connection.accepts(TlsWriter.longestRecords(length))) {
        return false;
      }
    } else if (state != State.CLOSED && !early.makeRoom(length, TcpConnection.FULL)) {
      refusedEarly = true;
      return false;
    }
    send(bytes);
    return true;
  }

  @Override
  public void writable() {
    if (state == State.OPEN) {
      listener.onWritable();
    }
  }

  // ---- Ending

  private void end(@Nullable RtspException failure) {
    release();
    connection.fail(failure);
  }

  @Override
  public void lost(@Nullable RtspException failure) {
    State before = state;
    release();
    listener.onClosed(
        failure instanceof RtspTransportException cut ? inWordsOfTls(cut, before) : failure);
  }

  /** A server often throws the connection away with what it can't read or doesn't accept. */
  private RtspTransportException inWordsOfTls(RtspTransportException cut, State before) {
    if (before == State.HANDSHAKING) {
      return failures.endedInHandshake(cut);
    }
    boolean atOnce = before == State.OPEN && !heard && cut.getCause() instanceof IOException;
    return atOnce ? failures.leftAfterHandshake(cut) : cut;
  }

  private void release() {
    state = State.CLOSED;
    cancelTimer();
    early.release();
    records.release();
    writer.release();
  }

  private void cancelTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  @Override
  public void close() {
    SSLEngine tls = engine;
    if (state == State.OPEN && tls != null) {
      writer.sayGoodbye(tls);
    }
    release();
    connection.close();
  }

  @Override
  public SocketAddress remoteAddress() {
    return connection.remoteAddress();
  }

  @Override
  public SocketAddress localAddress() {
    return connection.localAddress();
  }

  @Override
  public int pendingBytes() {
    return connection.pendingBytes() + early.size();
  }
}
