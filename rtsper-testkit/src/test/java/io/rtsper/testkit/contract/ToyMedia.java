package io.rtsper.testkit.contract;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.media.TrackDirection;
import io.rtsper.api.spi.MediaAgreement;
import io.rtsper.api.spi.MediaTransport;
import io.rtsper.api.spi.MediaTransportContext;
import io.rtsper.api.spi.MediaTransportProvider;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Media transports in memory, which can be told to break one rule of the contract. */
final class ToyMedia implements MediaTransportProvider, MediaTransportFixture {

  /** One way of being wrong. */
  enum Flaw {
    NONE,
    CLAIMS_ORDER,
    CHANGES_RTP,
    SENDS_RTP_AS_RTCP,
    SENDS_NO_RTP_OF_THE_CLIENT,
    KEEPS_THE_SENDERS_BUFFER,
    LEAVES_BYTES_IN_THE_BUFFER,
    REFUSES_BEFORE_THE_ANSWER,
    CONSUMES_WHAT_IT_REFUSES,
    LOSES_WHAT_IT_REFUSES,
    NEVER_WRITABLE,
    USES_THE_JVMS_CLOCK,
    GOES_BACK_IN_TIME,
    DELIVERS_LITTLE_ENDIAN,
    KEEPS_MEMORY
  }

  /** How many packets wait for the peer at most. */
  private static final int ROOM = 40;

  private static final TransportHeader OFFER = TransportHeader.udpUnicast(5000);

  private final Flaw flaw;
  private final Map<TransportHeader, Way> ways = new ConcurrentHashMap<>();

  ToyMedia(Flaw flaw) {
    this.flaw = flaw;
  }

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public MediaTransportProvider provider() {
    return this;
  }

  @Override
  public boolean recognises(TransportHeader answer) {
    return !answer.isInterleaved() && !answer.multicast();
  }

  @Override
  public MediaTransport open(MediaTransportContext context) {
    Way way = new Way(context);
    ways.put(way.offer, way);
    return way;
  }

  @Override
  public MediaPeer peer(TransportHeader offer, InterleavedChannels channels) {
    return ways.get(offer).new Peer();
  }

  /** The way of one track, whose other side is another thread's. */
  private final class Way implements MediaTransport {

    private final MediaTransportContext context;
    private final TransportHeader offer;
    private final BlockingQueue<byte[]> rtp = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> rtcp = new LinkedBlockingQueue<>();
    private boolean accepted;
    private boolean refused;
    private boolean closed;
    private volatile boolean stopped;
    private int arrivals;

    Way(MediaTransportContext context) {
      this.context = context;
      this.offer = OFFER.toBuilder().ssrc(ways.size()).build();
      if (flaw == Flaw.KEEPS_MEMORY) {
        context.memory().reserve(100);
      }
    }

    @Override
    public TransportHeader offer() {
      return offer;
    }

    @Override
    public MediaAgreement accept(TransportHeader answer) {
      if (!recognises(answer)) {
        throw new RtspProtocolException(RtspPhase.REQUEST, "not a toy", null);
      }
      accepted = true;
      return flaw == Flaw.CLAIMS_ORDER ? MediaAgreement.ordered() : MediaAgreement.unordered();
    }

    @Override
    public boolean sendRtp(ByteBuffer packet) {
      if (!accepted && flaw == Flaw.REFUSES_BEFORE_THE_ANSWER) {
        return false;
      }
      if (!closed && stopped && rtp.size() >= ROOM) {
        if (flaw == Flaw.LOSES_WHAT_IT_REFUSES) {
          packet.position(packet.limit());
          return true;
        }
        if (flaw == Flaw.CONSUMES_WHAT_IT_REFUSES) {
          packet.position(packet.limit());
        }
        refused = true;
        return false;
      }
      if (flaw == Flaw.CHANGES_RTP) {
        packet.put(packet.position() + 1, (byte) 97);
      }
      boolean ofClient = context.track().direction() == TrackDirection.SEND;
      if (ofClient && flaw == Flaw.SENDS_NO_RTP_OF_THE_CLIENT) {
        packet.position(packet.limit());
        return true;
      }
      return send(flaw == Flaw.SENDS_RTP_AS_RTCP ? rtcp : rtp, packet);
    }

    @Override
    public boolean sendRtcp(ByteBuffer packet) {
      return send(rtcp, packet);
    }

    private boolean send(BlockingQueue<byte[]> way, ByteBuffer packet) {
      byte[] copy = Arrays.copyOfRange(packet.array(), packet.position(), packet.limit());
      if (accepted && !closed) {
        way.add(flaw == Flaw.KEEPS_THE_SENDERS_BUFFER ? packet.array() : copy);
      }
      if (flaw != Flaw.LEAVES_BYTES_IN_THE_BUFFER) {
        packet.position(packet.limit());
      }
      return true;
    }

    private void writable() {
      if (refused && !closed && flaw != Flaw.NEVER_WRITABLE) {
        refused = false;
        context.writable();
      }
    }

    private void deliver(byte[] packet, boolean isRtp) {
      context
          .eventLoop()
          .execute(
              () -> {
                if (closed) {
                  return;
                }
                ByteBuffer buffer = context.eventLoop().readBuffer().put(packet).flip();
                if (flaw == Flaw.DELIVERS_LITTLE_ENDIAN) {
                  buffer = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
                }
                if (isRtp) {
                  context.input().onRtp(buffer, 0, packet.length, now());
                } else {
                  context.input().onRtcp(buffer, 0, packet.length, now());
                }
              });
    }

    private long now() {
      arrivals++;
      long now = context.eventLoop().nanoTime();
      return switch (flaw) {
        case USES_THE_JVMS_CLOCK -> System.nanoTime();
        case GOES_BACK_IN_TIME -> now - arrivals * 100_000_000L;
        default -> now;
      };
    }

    @Override
    public void close() {
      closed = true;
    }

    /** The other side. */
    final class Peer implements MediaPeer {

      @Override
      public TransportHeader answer() {
        return offer;
      }

      @Override
      public MediaAgreement agreement() {
        return MediaAgreement.unordered();
      }

      @Override
      public void sendRtp(byte[] packet) {
        deliver(packet, true);
      }

      @Override
      public void sendRtcp(byte[] packet) {
        deliver(packet, false);
      }

      @Override
      public byte[] receiveRtp(Duration atMost) throws IOException {
        return take(rtp, atMost);
      }

      @Override
      public byte[] receiveRtcp(Duration atMost) throws IOException {
        return take(rtcp, atMost);
      }

      private byte[] take(BlockingQueue<byte[]> way, Duration atMost) throws IOException {
        try {
          byte[] packet = way.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
          if (packet == null) {
            throw new IOException("nothing was sent");
          }
          return packet;
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException(e);
        }
      }

      @Override
      public boolean stopTaking() {
        stopped = true;
        return true;
      }

      @Override
      public void takeAgain() {
        stopped = false;
        context.eventLoop().execute(Way.this::writable);
      }

      @Override
      public void close() {}
    }
  }
}
