package io.rtsper.testkit.contract;

import io.rtsper.api.RtspException;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.RtspUrl;
import io.rtsper.api.TlsOptions;
import io.rtsper.api.spi.ControlLink;
import io.rtsper.api.spi.ControlLinkListener;
import io.rtsper.api.spi.ControlTransportProvider;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.api.spi.LinkContext;
import io.rtsper.api.spi.MemoryBudget;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A transport in memory, which can be told to break one rule of the contract. */
final class ToyTransport implements ControlTransportProvider, ControlTransportFixture {

  /** One way of being wrong. */
  enum Flaw {
    NONE,
    DELIVERS_AFTER_CLOSE,
    TELLS_OF_ITS_OWN_CLOSE,
    OPENS_BEFORE_RETURNING,
    CALLS_FROM_ANOTHER_THREAD,
    IGNORES_READING_OFF,
    LOSES_A_BYTE,
    SWAPS_CHUNKS,
    KEEPS_THE_SENDERS_BUFFER,
    IGNORES_THE_DEADLINE,
    IGNORES_THE_SEND_LIMIT,
    IGNORES_THE_BUDGET,
    TAKES_NO_MEMORY,
    TAKES_OFFERS_ALWAYS,
    CONSUMES_WHAT_IT_REFUSES,
    TAKES_OFFERS_WITHOUT_MEMORY,
    FAILS_FOR_AN_OFFER,
    NEVER_WRITABLE,
    FORGETS_WHAT_IT_REFUSED_EARLY,
    WRITABLE_TOO_EARLY,
    WRITABLE_UNASKED,
    KEEPS_MEMORY_AFTER_CLOSE,
    KEEPS_MEMORY_AFTER_A_FAILURE,
    KEEPS_MEMORY_AFTER_AN_END,
    KEEPS_MEMORY_WHEN_NOT_OPENED,
    CLOSES_TWICE,
    TAKES_A_BREAK_FOR_AN_END,
    THROWS_AFTER_CLOSE,
    LEAVES_A_THREAD
  }

  private static final int PIPE_BYTES = 64 * 1024;
  private static final int SILENT = 1;
  private static final int REFUSING = 2;
  private static final int LISTENING = 3;

  private final Flaw flaw;
  private final BlockingQueue<ToyLink> waiting = new LinkedBlockingQueue<>();

  ToyTransport(Flaw flaw) {
    this.flaw = flaw;
  }

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public ControlTransportProvider provider() {
    return this;
  }

  private static LinkTarget target(int port) {
    return new LinkTarget(
        RtspUrl.parse("toy://127.0.0.1:" + port + "/"),
        InetSocketAddress.createUnresolved("toy", port),
        TlsOptions.defaults());
  }

  @Override
  public LinkTarget target() {
    return target(LISTENING);
  }

  @Override
  public LinkTarget silentTarget() {
    return target(SILENT);
  }

  @Override
  public LinkTarget refusingTarget() {
    return target(REFUSING);
  }

  @Override
  public ControlPeer accept() throws IOException {
    try {
      return waiting.take().new Peer();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {}

  @Override
  public ControlLink open(ControlLinkListener listener, LinkContext context) {
    ToyLink link = new ToyLink(listener, context);
    switch (context.address().getPort()) {
      case SILENT -> {
        if (flaw != Flaw.IGNORES_THE_DEADLINE) {
          link.timer =
              context
                  .eventLoop()
                  .schedule(
                      context.deadline().left(context.eventLoop()),
                      () -> link.fail(new RtspTimeoutException(RtspPhase.CONNECT, "late", null)));
        }
      }
      case REFUSING ->
          context
              .eventLoop()
              .execute(() -> link.fail(new RtspTransportException(RtspPhase.CONNECT, "no", null)));
      default -> {
        if (flaw == Flaw.OPENS_BEFORE_RETURNING) {
          listener.onOpen();
          link.open = true;
        } else {
          context.eventLoop().execute(link::opened);
        }
        waiting.add(link);
      }
    }
    return link;
  }

  /** Both directions of one link; what both threads touch is guarded by the link itself. */
  private final class ToyLink implements ControlLink {

    private final SocketAddress address;
    private final ControlLinkListener listener;
    private final EventLoop loop;
    private final MemoryBudget memory;
    private final LinkedBlockingQueue<byte[]> inbound = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<byte[]> outbound = new LinkedBlockingQueue<>();
    private int inboundBytes;
    private int outboundBytes;
    private int taken;
    private boolean refused;
    private boolean open;
    private boolean reading = true;
    private boolean closed;
    private boolean ended;
    private boolean broken;
    private EventLoop.@Nullable Timer timer;

    ToyLink(ControlLinkListener listener, LinkContext context) {
      this.address = context.address();
      this.listener = listener;
      this.loop = context.eventLoop();
      this.memory = context.memory();
      if (flaw == Flaw.LEAVES_A_THREAD) {
        Thread left = new Thread(() -> java.util.concurrent.locks.LockSupport.park(this), "left");
        left.setDaemon(true);
        left.start();
      }
    }

    void opened() {
      if (!closed) {
        open = true;
        listener.onOpen();
        if (flaw == Flaw.WRITABLE_UNASKED) {
          listener.onWritable();
        }
        pump();
      }
    }

    /** Passes on what came, on the loop. */
    void pump() {
      while (open && (reading || flaw == Flaw.IGNORES_READING_OFF)) {
        if (closed && flaw != Flaw.DELIVERS_AFTER_CLOSE) {
          return;
        }
        byte[] next = inbound.poll();
        if (next == null) {
          break;
        }
        synchronized (this) {
          inboundBytes -= next.length;
          notifyAll();
        }
        boolean shortened = flaw == Flaw.LOSES_A_BYTE && next.length > 100;
        listener.onBytes(ByteBuffer.wrap(next, 0, shortened ? next.length - 1 : next.length));
      }
      if (inbound.isEmpty() && !closed && reading && (ended || broken)) {
        fail(
            broken && flaw != Flaw.TAKES_A_BREAK_FOR_AN_END
                ? new RtspTransportException(RtspPhase.READ, "broken", null)
                : null);
      }
    }

    void fail(@Nullable RtspException failure) {
      if (!closed) {
        markClosed();
        listener.onClosed(failure);
        if (flaw == Flaw.CLOSES_TWICE) {
          listener.onClosed(failure);
        }
      }
    }

    private synchronized void markClosed() {
      closed = true;
      boolean keeps =
          switch (flaw) {
            case KEEPS_MEMORY_AFTER_CLOSE -> !ended && !broken && open;
            case KEEPS_MEMORY_AFTER_A_FAILURE -> broken;
            case KEEPS_MEMORY_AFTER_AN_END -> ended;
            case KEEPS_MEMORY_WHEN_NOT_OPENED -> !open;
            default -> false;
          };
      if (!keeps) {
        memory.release(taken);
        taken = 0;
      }
      if (timer != null) {
        timer.cancel();
      }
      notifyAll();
    }

    @Override
    public void send(ByteBuffer bytes) {
      if (closed && flaw == Flaw.THROWS_AFTER_CLOSE) {
        throw new IllegalStateException("closed");
      }
      if (closed) {
        return;
      }
      boolean fits =
          pendingBytes() + bytes.remaining() <= MAX_PENDING || flaw == Flaw.IGNORES_THE_SEND_LIMIT;
      if (!fits || !take(bytes.remaining())) {
        markClosed();
        loop.execute(
            () -> listener.onClosed(new RtspTransportException(RtspPhase.REQUEST, "full", null)));
        return;
      }
      byte[] copy = new byte[bytes.remaining()];
      if (flaw == Flaw.KEEPS_THE_SENDERS_BUFFER) {
        bytes.position(bytes.limit());
      } else {
        bytes.get(copy);
      }
      synchronized (this) {
        outboundBytes += copy.length;
        outbound.add(copy);
        notifyAll();
      }
    }

    private synchronized boolean take(int count) {
      if (flaw == Flaw.TAKES_NO_MEMORY
          || flaw == Flaw.IGNORES_THE_BUDGET && memory.available() < count) {
        return true;
      }
      if (!memory.reserve(count)) {
        return false;
      }
      taken += count;
      return true;
    }

    @Override
    public boolean offer(ByteBuffer bytes) {
      boolean full =
          pendingBytes() + bytes.remaining() > MAX_PENDING / 2 && flaw != Flaw.TAKES_OFFERS_ALWAYS;
      boolean poor = memory.available() < bytes.remaining() && flaw != Flaw.FAILS_FOR_AN_OFFER;
      if (poor && flaw == Flaw.TAKES_OFFERS_WITHOUT_MEMORY) {
        bytes.position(bytes.limit());
      } else if (!closed && (full || poor)) {
        refuse(bytes);
        return false;
      }
      send(bytes);
      return true;
    }

    private void refuse(ByteBuffer bytes) {
      refused = open || flaw != Flaw.FORGETS_WHAT_IT_REFUSED_EARLY;
      if (flaw == Flaw.CONSUMES_WHAT_IT_REFUSES) {
        bytes.position(bytes.limit());
      }
      if (flaw == Flaw.WRITABLE_TOO_EARLY) {
        listener.onWritable();
      }
      loop.schedule(Duration.ofMillis(5), this::tellIfDrained);
    }

    private void tellIfDrained() {
      if (closed || !refused || flaw == Flaw.NEVER_WRITABLE) {
        return;
      }
      if (!open || pendingBytes() > 0) {
        loop.schedule(Duration.ofMillis(5), this::tellIfDrained);
        return;
      }
      refused = false;
      listener.onWritable();
    }

    @Override
    public void reading(boolean on) {
      reading = on;
      if (on) {
        loop.execute(this::pump);
      }
    }

    @Override
    public SocketAddress remoteAddress() {
      return address;
    }

    @Override
    public SocketAddress localAddress() {
      return new InetSocketAddress(0);
    }

    @Override
    public synchronized int pendingBytes() {
      return closed ? 0 : outboundBytes;
    }

    @Override
    public void close() {
      boolean first = !closed;
      markClosed();
      if (first && flaw == Flaw.TELLS_OF_ITS_OWN_CLOSE) {
        listener.onClosed(null);
      }
    }

    /** The other side. */
    final class Peer implements ControlPeer {

      private byte @Nullable [] held;

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        byte[] copy = java.util.Arrays.copyOfRange(bytes, offset, offset + length);
        if (flaw == Flaw.SWAPS_CHUNKS && length > 1000) {
          byte[] before = held;
          held = copy;
          if (before == null) {
            return;
          }
          held = null;
          add(copy);
          add(before);
        } else {
          add(copy);
        }
      }

      private void add(byte[] copy) throws IOException {
        synchronized (ToyLink.this) {
          while (inboundBytes > PIPE_BYTES && !closed) {
            await();
          }
          if (closed && flaw != Flaw.DELIVERS_AFTER_CLOSE) {
            throw new IOException("closed");
          }
          if (closed && inboundBytes > 0) {
            throw new IOException("closed");
          }
          inboundBytes += copy.length;
          inbound.add(copy);
        }
        kick();
      }

      private void kick() {
        if (flaw == Flaw.CALLS_FROM_ANOTHER_THREAD) {
          pump();
        } else {
          loop.execute(ToyLink.this::pump);
        }
      }

      private void await() throws IOException {
        try {
          ToyLink.this.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException(e);
        }
      }

      @Override
      public int read(byte[] bytes) throws IOException {
        synchronized (ToyLink.this) {
          while (outbound.isEmpty()) {
            if (closed) {
              return -1;
            }
            await();
          }
          byte[] next = outbound.remove();
          int count = Math.min(next.length, bytes.length);
          System.arraycopy(next, 0, bytes, 0, count);
          outboundBytes -= next.length;
          int back = Math.min(taken, next.length);
          taken -= back;
          memory.release(back);
          if (count < next.length) {
            throw new IOException("the test's buffer is too small");
          }
          return count;
        }
      }

      @Override
      public void end() {
        loop.execute(
            () -> {
              ended = true;
              pump();
            });
      }

      @Override
      public void reset() {
        loop.execute(
            () -> {
              broken = true;
              pump();
            });
      }

      @Override
      public void close() {
        markClosed();
      }
    }
  }
}
