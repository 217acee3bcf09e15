package io.rtsper.core.control;

import io.rtsper.api.RtspException;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.spi.ControlLink;
import io.rtsper.api.spi.ControlLinkListener;
import io.rtsper.api.spi.ControlTransportProvider;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.api.spi.LinkContext;
import io.rtsper.core.capture.Capture;
import io.rtsper.core.capture.CapturedConnection;
import io.rtsper.core.context.Failures;
import io.rtsper.core.context.SessionContext;
import io.rtsper.core.message.InterleavedWriter;
import io.rtsper.core.message.MessageEvents;
import io.rtsper.core.message.MessageReader;
import io.rtsper.core.message.MessageWriter;
import io.rtsper.core.message.UnfinishedInput;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One control connection: a link, what is read from it, and the requests that wait for an answer.
 */
public final class ControlConnection {

  /** Where what isn't an answer goes. */
  public interface Owner {

    /** The server sent a request. */
    void onRequest(ControlConnection connection, RtspRequest request);

    /** The connection is gone, by no doing of ours. */
    void onLost(ControlConnection connection, RtspException cause);
  }

  /** After how long without a byte a description without Content-Length ends. */
  private static final Duration IDLE = Duration.ofMillis(500);

  /**
   * How much a connection that was given up holds of what isn't whole, since it counts beside the
   * one in its place. Any packet is shorter, and so is what servers answer to TEARDOWN.
   */
  private static final int MOST_WHEN_RETIRED = 128 << 10;

  private final SessionContext context;
  private final Owner owner;
  private final ChannelInputs inputs;
  private final MessageReader reader;
  private final Exchanges exchanges;
  private final RequestRate requests = new RequestRate();

  /** Who waits for the link to take interleaved packets again. */
  private final List<Runnable> refused = new ArrayList<>(2);

  private @Nullable ControlLink link;
  private @Nullable LinkEvents events;
  private @Nullable CapturedConnection captured;
  private @Nullable RtspException failure;
  private EventLoop.@Nullable Timer idle;

  /** What an interleaved packet is sent from, kept for the next one. */
  private ByteBuffer frame = ByteBuffer.allocate(0);

  private boolean open;

  /** Whether the link isn't read. */
  private boolean held;

  private boolean endedByServer;
  private boolean retired;
  private int reservedWhenRetired;

  ControlConnection(SessionContext context, Owner owner) {
    this.context = context;
    this.owner = owner;
    this.inputs = new ChannelInputs(context);
    this.reader = new MessageReader(context.options().messageLimits(), context.quirks(), inputs);
    this.exchanges = new Exchanges(context, new RequestWire());
  }

  /** Opens the link; completes when it is open. */
  CompletableFuture<Void> open(ControlTransportProvider provider, LinkContext target) {
    CompletableFuture<Void> opened = new CompletableFuture<>();
    LinkEvents listener = new LinkEvents(opened, provider.secure());
    events = listener;
    link = provider.open(listener, target);
    return opened;
  }

  /** Returns whether requests can be sent: the link is open, and not given up. */
  public boolean isOpen() {
    return open && !retired;
  }

  /** Returns the inputs of its interleaved channels. */
  public ChannelInputs inputs() {
    return inputs;
  }

  /** Returns the address of the server; unresolved if the link has none. */
  public InetSocketAddress remoteAddress() {
    return inet(requireLink().remoteAddress());
  }

  /** Returns the address of this side; unresolved if the link has none. */
  public InetSocketAddress localAddress() {
    return inet(requireLink().localAddress());
  }

  private static InetSocketAddress inet(SocketAddress address) {
    return address instanceof InetSocketAddress inet
        ? inet
        : InetSocketAddress.createUnresolved("unknown", 0);
  }

  /**
   * Sends a request when its turn comes.
   *
   * @param keepalive whether it only keeps the session alive, so that even an odd answer is one
   * @return completes with the final response; completing it from outside gives the request up
   */
  CompletableFuture<RtspResponse> send(
      RtspRequest request, Duration timeout, boolean keepalive, Exchanges.Preparation preparation) {
    return isOpen()
        ? exchanges.send(request, timeout, keepalive, preparation)
        : CompletableFuture.failedFuture(closedFailure(request));
  }

  /**
   * Stops or resumes reading. It isn't stopped while a request waits for its answer, which may lie
   * behind what came before; who still wants it stopped then asks again with the next packet.
   *
   * @param on false to stop
   */
  public void reading(boolean on) {
    boolean now = on || exchanges.awaitsAnswer();
    if (open && now == held) {
      held = !now;
      requireLink().reading(now);
    }
  }

  /** Sends the answer to a request of the server. */
  public void reply(RtspResponse response) {
    if (open) {
      ByteBuffer bytes = MessageWriter.write(response);
      if (captured != null) { // first, since a link that has no room for it ends the connection
        captured.sent(response, context.loop().nanoTime());
      }
      requireLink().send(bytes);
    }
  }

  /**
   * Sends a packet on an interleaved channel; it is lost on a connection that is gone.
   *
   * @param whenWritable is run when the link takes packets again, after it refused this one
   * @return false if the link is full, and the packet is still the caller's
   */
  public boolean sendInterleaved(int channel, ByteBuffer packet, Runnable whenWritable) {
    if (!open) {
      packet.position(packet.limit());
      return true;
    }
    int length = InterleavedWriter.HEADER_BYTES + packet.remaining();
    if (frame.capacity() < length) {
      frame = ByteBuffer.allocate(length);
    }
    int position = packet.position();
    InterleavedWriter.write(channel, packet, frame.clear());
    if (requireLink().offer(frame.flip())) {
      if (captured != null) {
        int start = InterleavedWriter.HEADER_BYTES;
        captured.sent(channel, frame, start, length - start, context.loop().nanoTime());
      }
      return true;
    }
    packet.position(position);
    if (!refused.contains(whenWritable)) {
      refused.add(whenWritable);
    }
    return false;
  }

  /**
   * Gives the connection up: what waits for an answer fails, what still comes is dropped, and a
   * last request is sent, if there is memory for what still comes.
   *
   * @param given what those get who wait for an answer
   * @return completes when it is answered or the time is over
   */
  public CompletableFuture<RtspResponse> retire(
      RtspRequest farewell, Duration timeout, RtspException given) {
    retired = true;
    inputs.close();
    exchanges.failAll(given);
    if (!context.memory().reserve(MOST_WHEN_RETIRED)) {
      return CompletableFuture.failedFuture(given);
    }
    reservedWhenRetired = MOST_WHEN_RETIRED;
    return exchanges.send(farewell, timeout, false, Exchanges.Preparation.NONE);
  }

  /** Closes the link at once; what waits for an answer fails. */
  public void close() {
    fail(
        new RtspTransportException(
            RtspPhase.CLOSE, "the connection was closed before the answer came", null));
  }

  /** Waits for the end of a description without Content-Length, if one is coming. */
  private void watchForEnd() {
    if (idle != null) {
      idle.cancel();
      idle = null;
    }
    if (failure == null && reader.awaitsUndelimitedSdp()) {
      idle = context.loop().schedule(IDLE, this::nothingComes);
    }
  }

  private void giveUpLongFarewell() {
    if (retired && reader.pendingBytes() > MOST_WHEN_RETIRED) {
      fail(
          new RtspProtocolException(
              RtspPhase.CLOSE,
              "the connection was given up, and what still comes on it is too long to wait for",
              null));
    }
  }

  private void nothingComes() {
    try {
      reader.idle(requireEvents());
    } catch (RtspException unreadable) {
      lost(unreadable);
    }
  }

  /** Ends the connection; the first failure counts. Returns whether this was the first. */
  private boolean fail(RtspException cause) {
    if (failure != null) {
      return false;
    }
    failure = cause;
    open = false;
    if (captured != null) {
      captured.ended(endedByServer, String.valueOf(cause.getMessage()), context.loop().nanoTime());
    }
    inputs.close();
    refused.clear();
    reader.stop();
    context.memory().release(reservedWhenRetired);
    ControlLink gone = link;
    if (gone != null) {
      gone.close();
    }
    exchanges.failAll(cause);
    return true;
  }

  private RtspTransportException closedFailure(RtspRequest request) {
    return new RtspTransportException(
        RtspPhase.REQUEST,
        "the connection is closed, " + request.method() + " can't be sent",
        request,
        null,
        failure);
  }

  private ControlLink requireLink() {
    ControlLink of = link;
    if (of == null) {
      throw new IllegalStateException("the connection was never opened");
    }
    return of;
  }

  private LinkEvents requireEvents() {
    LinkEvents of = events;
    if (of == null) {
      throw new IllegalStateException("the connection was never opened");
    }
    return of;
  }

  private void lost(RtspException cause) {
    if (fail(cause) && !retired) {
      owner.onLost(this, cause);
    }
  }

  /** What the requests need of the connection. */
  private final class RequestWire implements Exchanges.Wire {

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void send(RtspRequest request, ByteBuffer bytes) {
      reader.undelimitedSdp(request.method().equals(RtspMethod.DESCRIBE));
      if (captured != null) {
        captured.sent(request, context.loop().nanoTime());
      }
      requireLink().send(bytes);
      if (exchanges.awaitsAnswer()) {
        reading(true);
      }
    }

    @Override
    public int deadlinePassed() {
      int before = reader.pendingBytes();
      nothingComes();
      try {
        reader.resynchronise(requireEvents());
      } catch (RtspException unreadable) {
        lost(unreadable);
      }
      return before;
    }
  }

  /** What the link tells. */
  private final class LinkEvents implements ControlLinkListener, MessageEvents {

    private final CompletableFuture<Void> opened;
    private final boolean secure;

    private LinkEvents(CompletableFuture<Void> opened, boolean secure) {
      this.opened = opened;
      this.secure = secure;
    }

    @Override
    public void onOpen() {
      if (failure == null) {
        open = true;
        context.counters().connections++;
        startCapture();
        opened.complete(null);
      }
    }

    private void startCapture() {
      Capture capture = context.capture();
      if (capture != null) {
        captured = capture.connected(localAddress(), remoteAddress(), secure);
        inputs.capture(captured);
      }
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
      long start = context.loop().nanoTime();
      context.counters().bytesReceived += bytes.remaining();
      inputs.batchStarts(start);
      if (captured != null) {
        captured.batchStarts(start);
      }
      try {
        reader.read(bytes, this);
      } catch (RtspException unreadable) {
        lost(unreadable);
      } catch (RuntimeException | LinkageError broken) {
        lost(Failures.asRtsp(broken));
      }
      watchForEnd();
      giveUpLongFarewell();
      context.notifier().took(context.loop().nanoTime() - start);
    }

    @Override
    public void onWritable() {
      List<Runnable> waiting = List.copyOf(refused);
      refused.clear();
      waiting.forEach(Runnable::run);
    }

    @Override
    public void onClosed(@Nullable RtspException cause) {
      open = false;
      endedByServer = true;
      RtspException why = cause;
      if (why == null) {
        try {
          why = endOfStream();
        } catch (RuntimeException | LinkageError broken) { // what the last bytes made of themselves
          why = Failures.asRtsp(broken);
        }
      }
      if (!opened.isDone()) {
        fail(why);
        opened.completeExceptionally(why);
        return;
      }
      lost(why);
    }

    private RtspException endOfStream() {
      UnfinishedInput left = reader.end(this);
      return new RtspTransportException(
          RtspPhase.READ,
          "the server closed the connection "
              + left.part()
              + (left.bytes() > 0 ? ", of which " + left.bytes() + " bytes had come" : ""),
          null);
    }

    @Override
    public void response(RtspResponse response) {
      if (captured != null) {
        captured.received(response);
      }
      if (failure == null) {
        exchanges.answered(response);
      }
    }

    @Override
    public void request(RtspRequest request) {
      if (captured != null) {
        captured.received(request);
      }
      if (failure == null) {
        if (requests.isTooMany(context.loop().nanoTime())) {
          lost(requests.failure());
          return;
        }
        owner.onRequest(ControlConnection.this, request);
      }
    }

    @Override
    public void garbage(int skippedBytes) {
      context.counters().garbageBytes += skippedBytes;
    }
  }
}
