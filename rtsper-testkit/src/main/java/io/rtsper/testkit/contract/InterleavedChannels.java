package io.rtsper.testkit.contract;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.spi.MediaTransportContext;
import io.rtsper.api.spi.PacketInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The interleaved channels of a control link that isn't there: what the engine does with a link's
 * frames, for tests. Packets are delivered and taken on the test's thread.
 */
public final class InterleavedChannels {

  private static final int CHANNELS = 256;
  private static final int FIRST_RTCP_TYPE = 64;
  private static final int LAST_RTCP_TYPE = 95;

  private record Bound(OfTrack track, boolean rtp, boolean rtcp) {}

  private record Sent(int channel, ByteBuffer packet) {}

  private final ContractLoop loop;
  private final Map<Integer, Bound> bound = new HashMap<>();
  private final Set<OfTrack> refused = new HashSet<>();
  private boolean full;
  private final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();

  InterleavedChannels(ContractLoop loop) {
    this.loop = loop;
  }

  /** Returns the channels as a track sees them. */
  MediaTransportContext.Interleaved of(PacketInput input, Runnable writable) {
    return new OfTrack(input, writable);
  }

  /**
   * Makes the control link full, or no longer full.
   *
   * @param nowFull whether packets are refused from now on
   */
  public void full(boolean nowFull) {
    loop.execute(
        () -> {
          full = nowFull;
          if (!nowFull) {
            List<OfTrack> told = List.copyOf(refused);
            refused.clear();
            told.forEach(track -> track.writable.run());
          }
        });
  }

  /**
   * Passes a packet that came on a channel to the track that has it; without one it is dropped.
   *
   * @param channel the channel
   * @param packet the packet
   */
  public void deliver(int channel, byte[] packet) {
    loop.execute(
        () -> {
          Bound to = bound.get(channel);
          if (to == null) {
            return;
          }
          ByteBuffer buffer = loop.readBuffer().put(packet).flip();
          boolean looksLikeRtcp =
              packet.length > 1
                  && (packet[1] & 0x7F) >= FIRST_RTCP_TYPE
                  && (packet[1] & 0x7F) <= LAST_RTCP_TYPE;
          if (to.rtcp && (looksLikeRtcp || !to.rtp)) {
            to.track.input.onRtcp(buffer, 0, packet.length, loop.nanoTime());
          } else {
            to.track.input.onRtp(buffer, 0, packet.length, loop.nanoTime());
          }
        });
  }

  /**
   * Waits for the next packet that was sent on a channel; those on others are lost.
   *
   * @param channel the channel
   * @param atMost how long to wait
   * @return the packet
   * @throws IOException if none comes in that time
   */
  public byte[] takeSent(int channel, Duration atMost) throws IOException {
    long end = System.nanoTime() + atMost.toNanos();
    try {
      while (true) {
        Sent next = sent.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (next == null) {
          throw new IOException("nothing was sent on channel " + channel);
        }
        if (next.channel == channel) {
          byte[] packet = new byte[next.packet.remaining()];
          next.packet.duplicate().get(packet);
          return packet;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Returns how many channels tracks have. */
  int count() {
    return bound.size();
  }

  private final class OfTrack implements MediaTransportContext.Interleaved {

    private final PacketInput input;
    private final Runnable writable;

    OfTrack(PacketInput input, Runnable writable) {
      this.input = input;
      this.writable = writable;
    }

    @Override
    public int freePair() {
      for (int channel = 0; channel < CHANNELS; channel += 2) {
        if (!bound.containsKey(channel) && !bound.containsKey(channel + 1)) {
          return channel;
        }
      }
      throw new RtspTransportException(RtspPhase.REQUEST, "no channel is free", null);
    }

    @Override
    public void bind(int rtp, int rtcp) {
      checkFree(bound.get(rtp), rtp);
      checkFree(bound.get(rtcp), rtcp);
      unbind();
      bound.put(rtp, new Bound(this, true, rtp == rtcp));
      if (rtp != rtcp) {
        bound.put(rtcp, new Bound(this, false, true));
      }
    }

    private void checkFree(@Nullable Bound taken, int channel) {
      if (taken != null && taken.track != this) {
        throw new RtspProtocolException(
            RtspPhase.REQUEST, "channel " + channel + " belongs to another track", null);
      }
    }

    @Override
    public void unbind() {
      bound.values().removeIf(taken -> taken.track == this);
    }

    @Override
    public boolean send(int channel, ByteBuffer packet) {
      if (full) {
        refused.add(this);
        return false;
      }
      byte[] copy = new byte[packet.remaining()];
      packet.get(copy);
      sent.add(new Sent(channel, ByteBuffer.wrap(copy)));
      return true;
    }
  }
}
