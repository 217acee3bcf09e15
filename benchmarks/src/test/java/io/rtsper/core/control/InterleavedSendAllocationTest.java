package io.rtsper.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspSession;
import io.rtsper.api.spi.ControlLink;
import io.rtsper.api.spi.ControlLinkListener;
import io.rtsper.api.spi.ControlTransportProvider;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.api.spi.LinkContext;
import io.rtsper.core.context.ClientContext;
import io.rtsper.core.context.SessionContext;
import io.rtsper.core.loop.HostLookup;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sending a packet on an interleaved channel allocates nothing, however many are sent. */
class InterleavedSendAllocationTest {

  private static final int PACKETS = 20_000;

  /** Takes all, or nothing while it is full. */
  private static final class ToyLink implements ControlLink {
    private long sent;
    private boolean full;

    @Override
    public void send(ByteBuffer bytes) {
      sent += bytes.remaining();
      bytes.position(bytes.limit());
    }

    @Override
    public boolean offer(ByteBuffer bytes) {
      if (!full) {
        send(bytes);
      }
      return !full;
    }

    @Override
    public void reading(boolean reading) {}

    @Override
    public SocketAddress remoteAddress() {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), 554);
    }

    @Override
    public SocketAddress localAddress() {
      return remoteAddress();
    }

    @Override
    public int pendingBytes() {
      return 0;
    }

    @Override
    public void close() {}
  }

  /** Opens at once. */
  private static final class ToyTransport implements ControlTransportProvider {
    private final ToyLink link = new ToyLink();
    private ControlLinkListener listener;

    @Override
    public String name() {
      return "toy";
    }

    @Override
    public ControlLink open(ControlLinkListener told, LinkContext context) {
      listener = told;
      return link;
    }
  }

  private final ToyTransport transport = new ToyTransport();
  private final ByteBuffer packet = ByteBuffer.allocateDirect(1_400);
  private int writable;

  private ControlConnection connection(RtspClient client) {
    RtspSession session = client.session("rtsp://127.0.0.1/").build();
    EventLoop loop =
        (EventLoop)
            Proxy.newProxyInstance(
                EventLoop.class.getClassLoader(),
                new Class<?>[] {EventLoop.class},
                (proxy, method, arguments) -> method.getName().equals("nanoTime") ? 0L : null);
    ClientContext shared =
        new ClientContext(
            client.providers(), new HostLookup(host -> List.of(), "none"), InstantSource.system());
    ControlConnection connection =
        new ControlConnection(
            new SessionContext(session, loop, session.sessionOptions(), shared),
            new ControlConnection.Owner() {
              @Override
              public void onRequest(ControlConnection on, RtspRequest request) {}

              @Override
              public void onLost(ControlConnection on, RtspException cause) {}
            });
    connection.open(transport, null);
    transport.listener.onOpen();
    return connection;
  }

  private void send(ControlConnection connection, Runnable whenWritable) {
    for (int i = 0; i < PACKETS; i++) {
      assertSent(connection.sendInterleaved(1, packet.clear(), whenWritable));
    }
  }

  private static void assertSent(boolean sent) {
    if (!sent) {
      throw new AssertionError("refused");
    }
  }

  @Test
  void allocatesNothing() {
    try (RtspClient client = RtspClient.builder().build()) {
      ControlConnection connection = connection(client);
      Runnable whenWritable = () -> writable++;
      send(connection, whenWritable);
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long before = threads.getCurrentThreadAllocatedBytes();
      send(connection, whenWritable);
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      assertThat(allocated / (double) PACKETS).isLessThan(0.5);
      assertThat(transport.link.sent).isEqualTo(2L * PACKETS * (4 + 1_400));
    }
  }

  @Test
  void aFullLinkLeavesThePacketToTheCallerAndSaysWhenItIsWritable() {
    try (RtspClient client = RtspClient.builder().build()) {
      ControlConnection connection = connection(client);
      Runnable whenWritable = () -> writable++;
      transport.link.full = true;
      for (int i = 0; i < 3; i++) {
        assertThat(connection.sendInterleaved(1, packet.clear(), whenWritable)).isFalse();
        assertThat(packet.remaining()).isEqualTo(1_400);
      }
      transport.listener.onWritable();
      assertThat(writable).isEqualTo(1);
      transport.link.full = false;
      assertThat(connection.sendInterleaved(1, packet.clear(), whenWritable)).isTrue();
    }
  }
}
