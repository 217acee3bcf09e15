package io.rtsper.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.rtp.RtpPacket;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What rtsper demands of a {@link io.rtsper.api.spi.DepacketizerProvider} and its depacketizers. A
 * plug-in's test extends this class and returns its fixture.
 *
 * <p>Demanded in every test, beside what its name says: frames are written as {@link
 * io.rtsper.api.spi.FrameWriter} says, nothing of a packet is used after the call, and nothing is
 * thrown.
 */
@Timeout(60)
public abstract class DepacketizerContract {

  /** Up to so many packets, all of their subsets are lost one after the other. */
  private static final int PACKETS_OF_ALL_SUBSETS = 10;

  private static final int RANDOM_CASES = 2000;

  private static final byte PADDING_BIT = 0x20;

  private DepacketizerFixture fixture;
  private List<byte[]> packets;
  private List<RecordedFrame> expected;

  /** Makes the contract; for subclasses. */
  protected DepacketizerContract() {}

  /**
   * Returns the plug-in and a stream. Called once before each test.
   *
   * @return a fixture
   */
  protected abstract DepacketizerFixture fixture();

  /** Takes the fixture and checks that it says enough. */
  @BeforeEach
  public final void takeFixture() {
    fixture = fixture();
    packets = fixture.packets();
    expected = fixture.frames();
    assertTrue(expected.size() >= 3, "the fixture has fewer than three frames");
    assertEquals(expected.size(), new HashSet<>(expected).size(), "the fixture's frames");
  }

  private DepacketizerTrial trial() {
    return new DepacketizerTrial(fixture);
  }

  // ---- Whole streams

  /** The provider is named after the track's encoding, and each track has a depacketizer. */
  @Test
  public void isFoundByItsEncodingAndKeepsTracksApart() {
    assertTrue(fixture.provider().name().equalsIgnoreCase(fixture.track().encoding()));
    DepacketizerTrial one = trial();
    DepacketizerTrial other = trial();
    assertNotSame(one.depacketizer(), other.depacketizer());
    for (int i = 0; i < packets.size(); i++) {
      one.packet(i);
      other.packet(i);
    }
    one.flush();
    other.flush();
    assertEquals(expected, one.frames());
    assertEquals(expected, other.frames());
  }

  /** The stream gives its frames, each with its extended timestamp. */
  @Test
  public void givesTheFramesOfTheStream() {
    DepacketizerTrial trial = trial();
    trial.stream();
    assertEquals(expected, trial.frames());
  }

  // ---- Losses

  /** Whatever is missing, and why, a frame is one of the stream or marked as damaged. */
  @Test
  public void marksWhatALossDamaged() {
    int count = packets.size();
    if (count <= PACKETS_OF_ALL_SUBSETS) {
      for (int kept = 0; kept < 1 << count; kept++) {
        lose(kept);
      }
      return;
    }
    for (int first = 0; first < count; first++) {
      for (int behind = first + 1; behind <= count; behind++) {
        boolean[] kept = all(count);
        Arrays.fill(kept, first, behind, false);
        lose(kept);
      }
    }
    Random random = new Random(1);
    for (int i = 0; i < RANDOM_CASES; i++) {
      boolean[] kept = new boolean[count];
      for (int k = 0; k < count; k++) {
        kept[k] = random.nextInt(4) > 0;
      }
      lose(kept);
    }
  }

  private static boolean[] all(int count) {
    boolean[] all = new boolean[count];
    Arrays.fill(all, true);
    return all;
  }

  private void lose(int keptBits) {
    boolean[] kept = new boolean[packets.size()];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = (keptBits >> i & 1) != 0;
    }
    lose(kept);
  }

  private void lose(boolean[] kept) {
    for (Discontinuity reason : Discontinuity.values()) {
      lose(kept, reason);
    }
  }

  private void lose(boolean[] kept, Discontinuity reason) {
    DepacketizerTrial trial = trial();
    boolean gap = false;
    for (int i = 0; i < kept.length; i++) {
      if (!kept[i]) {
        gap = true;
        continue;
      }
      if (gap) {
        trial.discontinuity(reason);
        gap = false;
      }
      trial.packet(i);
    }
    trial.flush();
    expectNoFalseFrame(trial, () -> "packets kept: " + Arrays.toString(kept) + ", " + reason);
  }

  private void expectNoFalseFrame(DepacketizerTrial trial, Supplier<String> what) {
    for (RecordedFrame frame : trial.frames()) {
      assertTrue(
          frame.damaged() || expected.contains(frame),
          () -> frame + " is none of the stream and isn't marked as damaged; " + what.get());
    }
  }

  /** A loss doesn't spoil what comes well after it. */
  @Test
  public void comesBackAfterALoss() {
    for (int lost = 1; lost <= packets.size(); lost++) {
      DepacketizerTrial trial = trial();
      for (int i = 0; i < lost - 1; i++) {
        trial.packet(i);
      }
      trial.discontinuity(Discontinuity.LOSS);
      trial.clear();
      trial.stream();
      assertEquals(last(expected), last(trial.frames()), "the last frame of a stream after a loss");
    }
  }

  private static <T> T last(List<T> list) {
    assertTrue(!list.isEmpty(), "no frame came");
    return list.get(list.size() - 1);
  }

  // ---- Breaks

  /** After a break that isn't a loss, a depacketizer begins anew wherever it stood. */
  @Test
  public void beginsAnewAfterADiscontinuity() {
    for (Discontinuity reason : Discontinuity.values()) {
      for (int came = 0; reason != Discontinuity.LOSS && came <= packets.size(); came++) {
        DepacketizerTrial trial = trial();
        for (int i = 0; i < came; i++) {
          trial.packet(i);
        }
        trial.discontinuity(reason);
        expectNoFalseFrame(trial, () -> "before a discontinuity");
        trial.clear();
        trial.stream();
        assertEquals(expected, trial.frames(), "after " + reason + " behind " + came + " packets");
      }
    }
  }

  /**
   * Being flushed at any point ends no half frame as if it were whole; an empty flush does nothing.
   */
  @Test
  public void endsNoHalfFrameWhenItIsFlushed() {
    for (int at = 0; at <= packets.size(); at++) {
      DepacketizerTrial trial = trial();
      for (int i = 0; i < packets.size(); i++) {
        if (i == at) {
          trial.flush();
        }
        trial.packet(i);
      }
      trial.flush();
      trial.flush();
      int flushed = at;
      expectNoFalseFrame(trial, () -> "flushed behind " + flushed + " packets");
    }
    DepacketizerTrial idle = trial();
    idle.flush();
    assertEquals(List.of(), idle.frames());
  }

  // ---- Any bytes

  /** Payloads of any bytes are no exception. */
  @Test
  public void takesAnyBytes() {
    Random random = new Random(2);
    DepacketizerTrial trial = trial();
    for (int i = 0; i < RANDOM_CASES; i++) {
      trial.raw(damagedPacket(random));
      if (random.nextInt(50) == 0) {
        trial.discontinuity(Discontinuity.LOSS);
      }
    }
    trial.flush();
  }

  /** What a session in strict mode throws for a quirk is passed on, and work goes on after it. */
  @Test
  public void passesOnWhatStrictModeThrows() {
    Random random = new Random(3);
    DepacketizerTrial trial = trial();
    trial.beStrict();
    for (int i = 0; i < RANDOM_CASES; i++) {
      RtspProtocolException caught = null;
      try {
        trial.raw(damagedPacket(random));
      } catch (RtspProtocolException e) {
        caught = e;
      }
      assertSame(trial.takeThrown(), caught, "what strict mode threw, and what onPacket threw");
    }
  }

  /** Returns a packet of the stream of which some of the payload is cut off, changed or added. */
  private byte[] damagedPacket(Random random) {
    byte[] packet = packets.get(random.nextInt(packets.size())).clone();
    int header = DepacketizerTrial.headerLength(packet);
    packet[RtpPacket.FLAGS_OFFSET] &= ~PADDING_BIT; // its count would be changed, too
    int kind = random.nextInt(4);
    if (kind == 0) {
      return Arrays.copyOf(packet, header + random.nextInt(packet.length - header + 1));
    }
    if (kind == 1) {
      packet = Arrays.copyOf(packet, header + random.nextInt(64));
    }
    for (int i = header; i < packet.length; i++) {
      if (kind == 1 || random.nextInt(8) == 0) {
        packet[i] = (byte) random.nextInt();
      }
    }
    return packet;
  }

  // ---- Memory

  /** A frame for which there is no room is left out, and the others come. */
  @Test
  public void goesOnWhenAFrameFindsNoRoom() {
    int longest = 0;
    for (RecordedFrame frame : expected) {
      longest = Math.max(longest, frame.data().length() / 2);
    }
    for (int limit = 0; limit < longest; limit++) {
      DepacketizerTrial trial = new DepacketizerTrial(fixture, limit);
      trial.stream();
      int most = limit;
      expectNoFalseFrame(trial, () -> "frames of " + most + " bytes at most");
    }
  }

  /**
   * Without memory for what else it keeps, a depacketizer may give fewer frames, but no false ones.
   */
  @Test
  public void goesOnWithoutMemory() {
    DepacketizerTrial trial = trial();
    trial.takeAllMemory();
    trial.stream();
    expectNoFalseFrame(trial, () -> "no memory is left");
  }

  /** What was taken for what came is given back at a break that isn't a loss. */
  @Test
  public void givesItsMemoryBack() {
    for (Discontinuity reason : Discontinuity.values()) {
      for (int came = 0; reason != Discontinuity.LOSS && came <= packets.size(); came++) {
        DepacketizerTrial trial = trial();
        long before = trial.taken();
        for (int i = 0; i < came; i++) {
          trial.packet(i);
        }
        trial.discontinuity(reason);
        assertEquals(before, trial.taken(), "bytes taken after " + came + " packets and " + reason);
      }
    }
  }

  /** When it is closed, a depacketizer gives all memory back, also that taken when it was made. */
  @Test
  public void givesAllMemoryBackWhenItIsClosed() {
    for (int came = 0; came <= packets.size(); came++) {
      DepacketizerTrial trial = trial();
      for (int i = 0; i < came; i++) {
        trial.packet(i);
      }
      trial.close();
      assertEquals(0, trial.taken(), "bytes taken after " + came + " packets and close()");
    }
  }
}
