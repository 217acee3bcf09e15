package io.rtsper.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rtsper.api.RtspException;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.sdp.MediaDirection;
import io.rtsper.api.spi.MediaTransport;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What rtsper demands of a {@link io.rtsper.api.spi.MediaTransportProvider} and its transports. A
 * plug-in's test extends this class and returns its fixture.
 *
 * <p>Demanded in every test, beside what its name says: packets come on the loop alone, in
 * big-endian buffers, with times of the loop's clock that don't go back, and never after {@code
 * close}; nothing is thrown at the loop; and in the end neither a registration nor an interleaved
 * channel nor memory is left.
 */
@Timeout(60)
public abstract class MediaTransportContract {

  private static final int TRACKS = 8;

  /** How many packets of its own a transport may send. */
  private static final int MOST_OPENERS = 4;

  /** More than any way holds. */
  private static final int ENDLESS_PACKETS = 50_000;

  private MediaTrial trial;

  /** Makes the contract; for subclasses. */
  protected MediaTransportContract() {}

  /**
   * Returns the plug-in and the server's side. Called once before each test; the test closes it.
   *
   * @return a new fixture
   * @throws Exception if it can't be made
   */
  protected abstract MediaTransportFixture fixture() throws Exception;

  /**
   * Starts a loop and takes the fixture.
   *
   * @throws Exception if that fails
   */
  @BeforeEach
  public final void startTrial() throws Exception {
    trial = new MediaTrial(fixture());
  }

  /**
   * Checks what is demanded in every test.
   *
   * @throws Exception if the loop hangs
   */
  @AfterEach
  public final void checkEveryTrack() throws Exception {
    trial.close();
  }

  // ---- The Transport header

  /** A transport offers the same as long as it lives, and recognises it. */
  @Test
  public void offersWhatItRecognises() throws Exception {
    MediaTrial.TrackTrial track = trial.open();
    TransportHeader offer = trial.loop().call(track.transport()::offer);
    assertTrue(trial.fixture().provider().recognises(offer), offer.value());
    assertEquals(offer, trial.loop().call(track.transport()::offer));
  }

  /** A transport recognises and takes the answer of its own kind of server. */
  @Test
  public void takesItsServersAnswer() throws Exception {
    MediaTrial.TrackTrial track = trial.connect();
    assertTrue(trial.fixture().provider().recognises(track.peer().answer()));
  }

  /** A transport says whether packets keep their order, and whether RTCP comes with them. */
  @Test
  public void saysWhatWasAgreedOn() throws Exception {
    MediaTrial.TrackTrial track = trial.connect();
    assertEquals(track.peer().agreement().toString(), track.agreement().toString());
  }

  /** No two kinds of transport are recognised as one's own. */
  @Test
  public void recognisesOneKindOfTransportOnly() {
    List<TransportHeader> kinds =
        List.of(
            TransportHeader.interleaved(0),
            TransportHeader.udpUnicast(5000),
            TransportHeader.builder().multicast(true).build());
    long own = kinds.stream().filter(trial.fixture().provider()::recognises).count();
    assertTrue(own <= 1, own + " of " + kinds);
  }

  /** An answer of another kind is an exception of rtsper's, and the transport can be closed. */
  @Test
  public void refusesAnAnswerOfAnotherKind() throws Exception {
    MediaTrial.TrackTrial track = trial.open();
    for (TransportHeader foreign :
        List.of(
            TransportHeader.interleaved(0),
            TransportHeader.udpUnicast(5000),
            TransportHeader.builder().multicast(true).build())) {
      if (!trial.fixture().provider().recognises(foreign)) {
        Exception refused =
            assertThrows(
                Exception.class, () -> trial.loop().run(() -> track.transport().accept(foreign)));
        assertInstanceOf(RtspException.class, refused);
      }
    }
  }

  /** The tracks of a session have different offers, unless only the server chooses. */
  @Test
  public void offersEachTrackItsOwn() throws Exception {
    assumeTrue(trial.fixture().clientChooses(), "the server chooses where packets go to");
    Set<TransportHeader> offers = new HashSet<>();
    for (int i = 0; i < TRACKS; i++) {
      MediaTrial.TrackTrial track = trial.connect();
      offers.add(trial.loop().call(track.transport()::offer));
    }
    assertEquals(TRACKS, offers.size(), "different offers");
  }

  // ---- Receiving

  /** RTP and RTCP are told apart and come unchanged. */
  @Test
  public void deliversRtpAndRtcpWhereTheyBelong() throws Exception {
    MediaTrial.TrackTrial track = trial.connect();
    byte[] packet = MediaTrial.rtpPacket(0, 1200);
    byte[] report = MediaTrial.report(7);
    track.peer().sendRtp(packet);
    track.awaitRtp(1);
    track.peer().sendRtcp(report);
    track.awaitRtcp(1);
    MediaTrial.expectSame(List.of(packet), track.rtp());
    MediaTrial.expectSame(List.of(report), track.rtcp());
  }

  /** Packets of all lengths come whole. */
  @Test
  public void deliversPacketsOfAllLengths() throws Exception {
    MediaTrial.TrackTrial track = trial.connect();
    List<byte[]> sent = new ArrayList<>();
    int longest = trial.fixture().longestPacket();
    for (int length : new int[] {12, 13, 100, 1399, 1500, 9000, longest - 1, longest}) {
      byte[] packet = MediaTrial.rtpPacket(sent.size(), length);
      sent.add(packet);
      track.peer().sendRtp(packet);
      track.awaitRtp(sent.size());
    }
    MediaTrial.expectSame(sent, track.rtp());
  }

  /** Ten thousand packets come in order; no more wait at once than a small buffer takes. */
  @Test
  public void delivers10000PacketsInOrder() throws Exception {
    MediaTrial.TrackTrial track = trial.connect();
    track.countOnly();
    for (int sent = 0; sent < 10_000; ) {
      for (int i = 0; i < 50; i++) {
        track.peer().sendRtp(MediaTrial.rtpPacket(sent++, 100 + i * 20));
      }
      track.awaitRtp(sent);
    }
  }

  /** Each track gets its own packets. */
  @Test
  public void keepsTracksApart() throws Exception {
    List<MediaTrial.TrackTrial> tracks = new ArrayList<>();
    for (int i = 0; i < TRACKS; i++) {
      tracks.add(trial.connect());
    }
    for (int i = 0; i < TRACKS; i++) {
      tracks.get(i).peer().sendRtp(MediaTrial.rtpPacket(100 + i, 500));
    }
    for (int i = 0; i < TRACKS; i++) {
      tracks.get(i).awaitRtp(1);
      MediaTrial.expectSame(List.of(MediaTrial.rtpPacket(100 + i, 500)), tracks.get(i).rtp());
    }
  }

  /** Being told that the session plays disturbs nothing, however often. */
  @Test
  public void goesOnWhenPlayingIsTold() throws Exception {
    MediaTrial.TrackTrial track = trial.open();
    trial.loop().run(track.transport()::playing);
    track.connectPeer();
    trial.loop().run(track.transport()::playing);
    trial.loop().run(track.transport()::playing);
    track.peer().sendRtp(MediaTrial.rtpPacket(0, 300));
    track.awaitRtp(1);
  }

  // ---- Sending

  /** RTCP reaches the server, and the caller's buffer is free again at once. */
  @Test
  public void sendsRtcpAndLeavesTheBufferToTheCaller() throws Exception {
    MediaTrial.TrackTrial track = connectAndReceive(MediaDirection.RECVONLY);
    for (int i = 1; i <= 20; i++) {
      byte[] report = MediaTrial.report(i);
      send(track.transport()::sendRtcp, report);
      expect(report, track.peer()::receiveRtcp);
    }
  }

  /** RTP of a track that the client sends reaches the server unchanged, and reports come in. */
  @Test
  public void sendsRtpOfATrackThatTheClientSends() throws Exception {
    MediaTrial.TrackTrial track = connectAndReceive(MediaDirection.SENDONLY);
    for (int i = 0; i < 20; i++) {
      byte[] packet = MediaTrial.rtpPacket(i, 12 + i * 70);
      send(track.transport()::sendRtp, packet);
      expect(packet, track.peer()::receiveRtp);
    }
    track.peer().sendRtcp(MediaTrial.report(7));
    track.awaitRtcp(1);
    MediaTrial.expectSame(List.of(MediaTrial.report(7)), track.rtcp());
  }

  private interface Arrivals {

    byte[] next(Duration atMost) throws Exception;
  }

  /** Waits for a packet; before it, some may come that open a way through a firewall. */
  private static void expect(byte[] packet, Arrivals arrivals) throws Exception {
    byte[] came = arrivals.next(ContractLoop.patience());
    for (int i = 0; i < MOST_OPENERS && !Arrays.equals(packet, came); i++) {
      came = arrivals.next(ContractLoop.patience());
    }
    assertArrayEquals(packet, came);
  }

  /** Connects a track; a server that names no port is known by its first packet. */
  private MediaTrial.TrackTrial connectAndReceive(MediaDirection direction) throws Exception {
    MediaTrial.TrackTrial track = trial.connect(direction);
    track.peer().sendRtp(MediaTrial.rtpPacket(0, 300));
    track.awaitRtp(1);
    return track;
  }

  /** Sends a packet that must be taken, and reuses the buffer. */
  private void send(Predicate<ByteBuffer> way, byte[] packet) throws Exception {
    ByteBuffer reused = ByteBuffer.wrap(packet.clone());
    trial
        .loop()
        .run(
            () -> {
              assertTrue(way.test(reused), "the packet was refused");
              assertFalse(reused.hasRemaining(), "bytes were left in the buffer");
              Arrays.fill(reused.array(), (byte) 0);
            });
  }

  /** Packets for which there is no way yet are dropped, without an exception. */
  @Test
  public void dropsPacketsBeforeTheAnswer() throws Exception {
    MediaTrial.TrackTrial track = trial.open();
    send(track.transport()::sendRtp, MediaTrial.rtpPacket(0, 100));
    send(track.transport()::sendRtcp, MediaTrial.report(1));
  }

  /**
   * A full way refuses a packet, leaves its buffer as it was and says when it takes packets again;
   * a way that is never full refuses none.
   */
  @Test
  public void refusesPacketsWhileTheWayIsFull() throws Exception {
    MediaTrial.TrackTrial track = connectAndReceive(MediaDirection.SENDONLY);
    boolean canBeFull = track.peer().stopTaking();
    byte[] bytes = MediaTrial.rtpPacket(1, 1200);
    int most = canBeFull ? ENDLESS_PACKETS : 1000;
    int taken = 0;
    while (taken < most && offer(track, bytes)) {
      taken++;
    }
    assertEquals(canBeFull, taken < most, "a packet was refused");
    assertEquals(0, track.writableCalls(), "calls of writable() while the way was full");
    track.peer().takeAgain();
    if (canBeFull) {
      track.awaitWritable(1);
      assertTrue(offer(track, bytes), "a packet was refused though the way isn't full");
      for (int i = 0; i <= taken; i++) {
        assertArrayEquals(bytes, track.peer().receiveRtp(ContractLoop.patience()));
      }
    }
  }

  /** Sends a packet and returns whether it was taken. */
  private boolean offer(MediaTrial.TrackTrial track, byte[] bytes) throws Exception {
    ByteBuffer packet = ByteBuffer.wrap(bytes.clone());
    boolean taken = trial.loop().call(() -> track.transport().sendRtp(packet));
    assertEquals(taken ? 0 : bytes.length, packet.remaining(), "bytes left in the buffer");
    return taken;
  }

  // ---- Ending

  /** Nothing comes after {@code close}. */
  @Test
  public void saysNothingAfterClose() throws Exception {
    MediaTrial.TrackTrial track = trial.connect();
    track.peer().sendRtp(MediaTrial.rtpPacket(0, 300));
    track.awaitRtp(1);
    track.closeAndExpectSilence();
    for (int i = 1; i < 50; i++) {
      sendIgnoringFailure(track, i);
    }
    trial.loop().settle();
    assertEquals(1, track.rtpCount());
  }

  /** A transport can be closed in the middle of a delivery. */
  @Test
  public void canBeClosedDuringADelivery() throws Exception {
    MediaTrial.TrackTrial track = trial.connect();
    MediaTransport transport = track.transport();
    track.whenAPacketCame(
        () -> {
          transport.close();
          track.whenAPacketCame(() -> track.breach("a packet came after close()"));
        });
    for (int i = 0; i < 50; i++) {
      sendIgnoringFailure(track, i);
    }
    track.awaitRtp(1);
    trial.loop().settle();
    assertEquals(1, track.rtpCount());
  }

  private static void sendIgnoringFailure(MediaTrial.TrackTrial track, int number) {
    try {
      track.peer().sendRtp(MediaTrial.rtpPacket(number, 300));
    } catch (java.io.IOException e) {
      // Nobody may be there any more, which some transports tell the sender.
    }
  }

  /** Whatever is asked of a closed transport does nothing. */
  @Test
  public void ignoresWhatIsAskedAfterClose() throws Exception {
    MediaTrial.TrackTrial track = trial.connect();
    track.closeAndExpectSilence();
    trial
        .loop()
        .run(
            () -> {
              track.transport().close();
              track.transport().playing();
            });
    send(track.transport()::sendRtp, MediaTrial.rtpPacket(0, 100));
    send(track.transport()::sendRtcp, MediaTrial.report(1));
  }

  /** What one transport held can be had by the next, hundreds of times. */
  @Test
  public void leavesNothingBehind() throws Exception {
    trial.connect().closeAndExpectSilence();
    LiveThreads before = LiveThreads.now();
    for (int i = 0; i < 300; i++) {
      MediaTrial.TrackTrial track = trial.connect();
      track.closeAndExpectSilence();
      track.peer().close();
    }
    before.expectNoMore();
    trial.loop().settle();
    assertEquals(0, trial.loop().registrations(), "channels left on the loop");
  }
}
