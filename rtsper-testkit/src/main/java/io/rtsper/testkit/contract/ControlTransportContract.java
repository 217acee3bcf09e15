package io.rtsper.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rtsper.api.RtspException;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.spi.ControlLink;
import java.nio.ByteBuffer;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What rtsper demands of a {@link io.rtsper.api.spi.ControlTransportProvider} and its links. A
 * plug-in's test extends this class and returns its fixture.
 *
 * <p>Demanded of every link in every test, beside what the test's name says: calls come on the loop
 * alone and never before {@code open} has returned, {@code onOpen} first and once, {@code onClosed}
 * last and once, {@code onWritable} only after a refusal, bytes complete and in order, nothing
 * thrown at the loop, nothing of the loop's read buffer used after the callback, and all memory
 * given back in the end.
 */
@Timeout(60)
public abstract class ControlTransportContract {

  private static final int FRAME_64_KIB = 4 + 0xFFFF;
  private static final int FRAMES = 10_000;
  private static final int CHUNK = 16 * 1024;

  /** More than the buffers of any wire hold. */
  private static final int FLOOD_BYTES = 48 * 1024 * 1024;

  private ControlLinkTrial trial;

  /** Makes the contract; for subclasses. */
  protected ControlTransportContract() {}

  /**
   * Returns the plug-in and its other side. Called once before each test; the test closes it.
   *
   * @return a new fixture
   * @throws Exception if it can't be made
   */
  protected abstract ControlTransportFixture fixture() throws Exception;

  /**
   * Starts a loop and takes the fixture.
   *
   * @throws Exception if that fails
   */
  @BeforeEach
  public final void startTrial() throws Exception {
    trial = new ControlLinkTrial(fixture());
  }

  /**
   * Checks what is demanded in every test, and that nothing is left.
   *
   * @throws Exception if the loop hangs
   */
  @AfterEach
  public final void checkEveryLink() throws Exception {
    trial.close();
  }

  // ---- Opening

  /** A link opens, is told so, and knows both addresses. */
  @Test
  public void opensAndKnowsItsAddresses() throws Exception {
    trial.open();
    assertNotNull(trial.onLoop(trial.link()::remoteAddress));
    assertNotNull(trial.onLoop(trial.link()::localAddress));
    assertEquals(0, trial.onLoop(trial.link()::pendingBytes));
  }

  /** A link knows its target's address while it opens. */
  @Test
  public void knowsItsRemoteAddressWhileOpening() throws Exception {
    trial.start(trial.fixture().silentTarget(), ControlLinkTrial.LONG);
    assertNotNull(trial.onLoop(trial.link()::remoteAddress));
    assertNotNull(trial.onLoop(trial.link()::localAddress));
  }

  /** What is sent before the link is open goes out when it is. */
  @Test
  public void sendsWhatWasGivenBeforeItWasOpen() throws Exception {
    Future<ControlPeer> accepted = trial.accepting();
    trial
        .loop()
        .run(
            () -> {
              trial.startOnLoop(trial.fixture().target(), ControlLinkTrial.LONG);
              trial.link().send(ByteBuffer.wrap(StreamPattern.part(0, 1000)));
              assertTrue(trial.link().offer(ByteBuffer.wrap(StreamPattern.part(1000, 500))));
            });
    trial.expectAtPeer(trial.bounded(accepted), 0, 1500);
  }

  /** Where a link is refused, its listener is told what failed. */
  @Test
  public void failsWhereItIsRefused() throws Exception {
    trial.start(trial.fixture().refusingTarget(), ControlLinkTrial.LONG);
    RtspException failure = trial.listener().awaitClosed();
    assertInstanceOf(RtspTransportException.class, failure);
    assertFalse(trial.listener().isOpen(), "onOpen was called");
  }

  /**
   * Where nobody answers, the link fails when its deadline has passed, not before and not later.
   */
  @Test
  public void failsOnceItsDeadlineHasPassed() throws Exception {
    long start = System.nanoTime();
    trial.start(trial.fixture().silentTarget(), ControlLinkTrial.SHORT);
    RtspException failure = trial.listener().awaitClosed();
    long took = System.nanoTime() - start;
    assertInstanceOf(RtspTimeoutException.class, failure);
    assertTrue(took >= ControlLinkTrial.SHORT.toNanos(), "it failed before its deadline");
    assertTrue(
        took < ControlLinkTrial.SHORT.plusSeconds(1).toNanos(),
        "it failed " + took / 1_000_000 + " ms after the start");
  }

  /** The deadline is for opening: a link that is open stays so. */
  @Test
  public void staysOpenAfterItsDeadline() throws Exception {
    Future<ControlPeer> accepted = trial.accepting();
    trial.start(trial.fixture().target(), ControlLinkTrial.MEDIUM);
    trial.listener().awaitOpen();
    ControlPeer peer = trial.bounded(accepted);
    trial.passTime(ControlLinkTrial.MEDIUM.plusMillis(100));
    peer.write(StreamPattern.part(0, 10), 0, 10);
    trial.listener().awaitReceived(10);
  }

  // ---- Receiving

  /** Bytes that come one by one are all passed on. */
  @Test
  public void deliversSingleBytes() throws Exception {
    ControlPeer peer = trial.open();
    byte[] bytes = StreamPattern.part(0, 500);
    for (int i = 0; i < bytes.length; i++) {
      peer.write(bytes, i, 1);
    }
    trial.listener().awaitReceived(bytes.length);
  }

  /** The longest interleaved frames come whole. */
  @Test
  public void delivers64KiBFrames() throws Exception {
    ControlPeer peer = trial.open();
    ControlLinkTrial.Bounded sent =
        trial.inBackground(
            () -> {
              for (int i = 0; i < 20; i++) {
                byte[] frame = StreamPattern.part((long) i * FRAME_64_KIB, FRAME_64_KIB);
                peer.write(frame, 0, frame.length);
              }
            });
    trial.listener().awaitReceived(20L * FRAME_64_KIB);
    sent.get();
  }

  /** Ten thousand frames of all sizes come in order. */
  @Test
  public void delivers10000FramesInOrder() throws Exception {
    ControlPeer peer = trial.open();
    long sent = 0;
    for (int i = 0; i < FRAMES; i++) {
      int length = 1 + (i * 7919) % 1500;
      peer.write(StreamPattern.part(sent, length), 0, length);
      sent += length;
    }
    trial.listener().awaitReceived(sent);
  }

  /** While reading is off nothing is passed on and the sender is held back; then all comes. */
  @Test
  public void holdsTheSenderBackWhileReadingIsOff() throws Exception {
    ControlPeer peer = trial.open();
    trial.loop().run(() -> trial.link().reading(false));
    long before = trial.listener().calls();
    ControlLinkTrial.Bounded flood = trial.flood(peer, FLOOD_BYTES);
    trial.expectStalled(flood);
    assertEquals(before, trial.listener().calls(), "calls while reading was off");
    trial.loop().run(() -> trial.link().reading(true));
    trial.listener().awaitReceived(FLOOD_BYTES);
    flood.get();
  }

  /** Reading can be stopped in the middle of a delivery, again and again. */
  @Test
  public void stopsReadingFromWithinADelivery() throws Exception {
    trial.prepare();
    trial
        .listener()
        .whenBytesCame(
            () -> {
              trial.link().reading(false);
              trial.listener().expectSilence("while reading was off");
              trial
                  .loop()
                  .execute(
                      () -> {
                        trial.listener().expectCalls();
                        trial.link().reading(true);
                      });
            });
    ControlPeer peer = trial.open();
    ControlLinkTrial.Bounded sent = trial.flood(peer, 1024 * 1024);
    trial.listener().awaitReceived(1024 * 1024);
    sent.get();
  }

  // ---- Sending

  /** What is sent in pieces arrives in order, and the caller's buffer is free again at once. */
  @Test
  public void sendsInOrderAndLeavesTheBufferToTheCaller() throws Exception {
    ControlPeer peer = trial.open();
    ByteBuffer reused = ByteBuffer.allocateDirect(4096);
    long sent = 0;
    for (int i = 0; i < 1000; i++) {
      byte[] piece = StreamPattern.part(sent, 1 + (i * 131) % 300);
      trial
          .loop()
          .run(
              () -> {
                reused.clear().put(piece).flip();
                trial.link().send(reused);
                assertFalse(reused.hasRemaining(), "send left bytes in the buffer");
                reused.clear().put(new byte[reused.capacity()]);
              });
      sent += piece.length;
    }
    trial.expectAtPeer(peer, 0, sent);
  }

  /** What can't be written at once waits, is counted, and goes out in order when it can. */
  @Test
  public void countsWhatWaitsAndSendsItWhenItCan() throws Exception {
    ControlPeer peer = trial.open();
    long sent = trial.sendUntilItWaits();
    assertTrue(trial.onLoop(trial.link()::pendingBytes) > 0);
    trial.expectAtPeer(peer, 0, sent);
    Waiting.until(() -> trial.onLoop(trial.link()::pendingBytes) == 0, () -> "bytes still wait");
  }

  /** A link that may not hold more waiting bytes fails, and tells so once {@code send} is over. */
  @Test
  public void failsWhenMoreWouldWaitThanMay() throws Exception {
    trial.open();
    sendUntilItFails();
  }

  /** The same where the session has no memory left. */
  @Test
  public void failsWhenNoMemoryIsLeftForWhatWaits() throws Exception {
    trial.open();
    trial.takeAllMemory();
    sendUntilItFails();
    trial.giveMemoryBack();
  }

  private void sendUntilItFails() throws Exception {
    byte[] chunk = new byte[CHUNK];
    for (int sent = 0; !trial.listener().isClosed() && sent < 4 * FLOOD_BYTES; sent += CHUNK) {
      trial
          .loop()
          .run(
              () -> {
                boolean told = trial.listener().isClosed();
                trial.link().send(ByteBuffer.wrap(chunk));
                assertEquals(told, trial.listener().isClosed(), "onClosed was called within send");
                int waiting = trial.link().pendingBytes();
                assertTrue(waiting <= ControlLink.MAX_PENDING, waiting + " bytes wait");
                expectMemoryTaken();
              });
    }
    assertInstanceOf(RtspTransportException.class, trial.listener().awaitClosed());
  }

  /**
   * A full link refuses what is offered and takes nothing of it; when nothing waits any more it
   * says so, once, and takes more.
   */
  @Test
  public void refusesWhatIsOfferedWhileItIsFull() throws Exception {
    trial.prepare();
    trial
        .listener()
        .whenWritable(() -> assertEquals(0, trial.link().pendingBytes(), "bytes that still wait"));
    ControlPeer peer = trial.open();
    long sent = trial.offerUntilItRefuses(0);
    assertEquals(sent, trial.offerUntilItRefuses(sent), "taken after a refusal");
    assertEquals(0, trial.listener().writableCalls(), "calls of onWritable while it was full");
    trial.expectAtPeer(peer, 0, sent);
    trial.listener().awaitWritable(1);
    long more = trial.offerUntilItIsTaken(sent);
    trial.expectAtPeer(peer, sent, more - sent);
    assertEquals(1, trial.listener().writableCalls(), "calls of onWritable");
  }

  /** What is offered is refused, too, while the session has no memory for it. */
  @Test
  public void refusesWhatIsOfferedWhileNoMemoryIsLeft() throws Exception {
    ControlPeer peer = trial.open();
    trial.takeAllMemory();
    long sent = trial.offerUntilItRefuses(0);
    trial.giveMemoryBack();
    trial.expectAtPeer(peer, 0, sent);
    long more = trial.offerUntilItIsTaken(sent);
    trial.expectAtPeer(peer, sent, more - sent);
    assertFalse(trial.listener().isClosed(), "the link failed");
  }

  /** What was refused before the link was open is remembered, too. */
  @Test
  public void saysThatItTakesOffersOnceItIsOpen() throws Exception {
    Future<ControlPeer> accepted = trial.accepting();
    trial.takeAllMemory();
    trial
        .loop()
        .run(
            () -> {
              trial.startOnLoop(trial.fixture().target(), ControlLinkTrial.LONG);
              trial.listener().expectWritable();
              assertFalse(trial.link().offer(ByteBuffer.wrap(new byte[CHUNK])), "taken");
            });
    trial.giveMemoryBack();
    trial.listener().awaitWritable(1);
    long sent = trial.offerUntilItIsTaken(0);
    trial.expectAtPeer(trial.bounded(accepted), 0, sent);
  }

  /** What can't be refused may wait beside as much as was offered. */
  @Test
  public void sendsWhatMustNotWaitThoughItRefusesOffers() throws Exception {
    ControlPeer peer = trial.open();
    long sent = trial.offerUntilItRefuses(0);
    byte[] request = StreamPattern.part(sent, CHUNK);
    trial.loop().run(() -> trial.link().send(ByteBuffer.wrap(request)));
    trial.expectAtPeer(peer, 0, sent + CHUNK);
  }

  // ---- Memory

  /** What waits is taken from the session's memory, and given back when the link is closed. */
  @Test
  public void givesItsMemoryBackWhenItIsClosed() throws Exception {
    trial.open();
    holdMemory();
    trial.loop().run(trial::closeAndExpectSilence);
    expectMemoryGivenBack();
  }

  /** It is given back when the link breaks off. */
  @Test
  public void givesItsMemoryBackWhenItFails() throws Exception {
    ControlPeer peer = trial.open();
    holdMemory();
    peer.reset();
    assertInstanceOf(RtspTransportException.class, trial.listener().awaitClosed());
    expectMemoryGivenBack();
  }

  /** It is given back when the other side ends the link, though that may still read. */
  @Test
  public void givesItsMemoryBackAtTheOtherSidesEnd() throws Exception {
    ControlPeer peer = trial.open();
    holdMemory();
    peer.end();
    assertNull(trial.listener().awaitClosed());
    expectMemoryGivenBack();
  }

  /** It is given back when the link is never opened. */
  @Test
  public void givesItsMemoryBackWhenItNeverOpens() throws Exception {
    LinkTarget silent = trial.fixture().silentTarget();
    trial
        .loop()
        .run(
            () -> {
              trial.startOnLoop(silent, ControlLinkTrial.SHORT);
              trial.link().send(ByteBuffer.wrap(new byte[CHUNK]));
              assertTrue(trial.memoryOfLinks() >= CHUNK, "no memory was taken for what waits");
            });
    assertInstanceOf(RtspTimeoutException.class, trial.listener().awaitClosed());
    expectMemoryGivenBack();
  }

  private void holdMemory() throws Exception {
    trial.sendUntilItWaits();
    trial.loop().run(this::expectMemoryTaken);
  }

  private void expectMemoryTaken() {
    int waiting = trial.link().pendingBytes();
    long taken = trial.memoryOfLinks();
    assertTrue(waiting <= taken, waiting + " bytes wait in " + taken + " bytes of memory");
  }

  private void expectMemoryGivenBack() {
    assertEquals(0, trial.memoryOfLinks(), "bytes of memory not given back");
  }

  // ---- Ending

  /** The other side's end is told as an end in order, behind all that came before it. */
  @Test
  public void tellsAnEndInOrderBehindTheLastByte() throws Exception {
    ControlPeer peer = trial.open();
    byte[] last = StreamPattern.part(0, 200_000);
    ControlLinkTrial.Bounded sent = trial.inBackground(() -> peer.write(last, 0, last.length));
    sent.get();
    peer.end();
    assertNull(trial.listener().awaitClosed());
    assertEquals(last.length, trial.listener().received());
  }

  /** A link that breaks off is told as a failure. */
  @Test
  public void tellsABrokenLinkAsAFailure() throws Exception {
    ControlPeer peer = trial.open();
    peer.reset();
    assertInstanceOf(RtspTransportException.class, trial.listener().awaitClosed());
  }

  /** Nothing is told after {@code close}, though the other side goes on sending. */
  @Test
  public void saysNothingAfterClose() throws Exception {
    ControlPeer peer = trial.open();
    ControlLinkTrial.Bounded flood = trial.inBackground(() -> trial.writeUntilItFails(peer));
    Waiting.until(() -> trial.listener().received() > 0, () -> "nothing came");
    trial.loop().run(trial::closeAndExpectSilence);
    flood.get();
    trial.loop().settle();
  }

  /** A link can be closed in the middle of a delivery. */
  @Test
  public void canBeClosedDuringADelivery() throws Exception {
    trial.prepare();
    trial.listener().whenBytesCame(trial::closeAndExpectSilence);
    ControlPeer peer = trial.open();
    trial.inBackground(() -> trial.writeUntilItFails(peer)).get();
    trial.loop().settle();
    assertTrue(trial.listener().received() > 0);
  }

  /** A link can be closed by what it tells that it is open. */
  @Test
  public void canBeClosedWhenItOpens() throws Exception {
    trial.prepare();
    trial.listener().whenOpen(trial::closeAndExpectSilence);
    ControlPeer peer = trial.open();
    trial.inBackground(() -> trial.writeUntilItFails(peer)).get();
    trial.loop().settle();
  }

  /** A link can be closed before it is open, and then says nothing. */
  @Test
  public void canBeClosedWhileOpening() throws Exception {
    trial.start(trial.fixture().silentTarget(), ControlLinkTrial.SHORT);
    trial.loop().run(trial::closeAndExpectSilence);
    trial.passTime(ControlLinkTrial.SHORT.multipliedBy(2));
    trial.loop().settle();
  }

  /** A refusal that comes after {@code close} isn't told. */
  @Test
  public void canBeClosedRightAfterItWasStarted() throws Exception {
    LinkTarget refusing = trial.fixture().refusingTarget();
    trial
        .loop()
        .run(
            () -> {
              trial.startOnLoop(refusing, ControlLinkTrial.SHORT);
              trial.closeAndExpectSilence();
            });
    trial.passTime(ControlLinkTrial.SHORT.multipliedBy(2));
    trial.loop().settle();
  }

  /** Whatever is asked of a closed link does nothing. */
  @Test
  public void ignoresWhatIsAskedAfterClose() throws Exception {
    trial.open();
    trial
        .loop()
        .run(
            () -> {
              trial.closeAndExpectSilence();
              ControlLink link = trial.link();
              link.close();
              link.send(ByteBuffer.wrap(new byte[10]));
              assertTrue(link.offer(ByteBuffer.wrap(new byte[10])), "a closed link refused");
              link.reading(false);
              link.reading(true);
              assertEquals(0, link.pendingBytes());
              assertNotNull(link.remoteAddress());
              assertNotNull(link.localAddress());
            });
    trial.loop().settle();
  }

  /** The other side sees the end of a link that was closed. */
  @Test
  public void endsTheOtherSideWhenItIsClosed() throws Exception {
    ControlPeer peer = trial.open();
    trial.loop().run(trial::closeAndExpectSilence);
    trial.inBackground(() -> trial.readToTheEnd(peer)).get();
  }

  // ---- Leaks

  /** Opening and closing links leaves no thread and no registration behind. */
  @Test
  public void leavesNothingBehind() throws Exception {
    trial.open();
    trial.loop().run(trial::closeAndExpectSilence);
    LiveThreads before = LiveThreads.now();
    for (int i = 0; i < 20; i++) {
      trial.prepare();
      ControlPeer peer = trial.open();
      peer.write(StreamPattern.part(0, 100), 0, 100);
      trial.listener().awaitReceived(100);
      trial.loop().run(trial::closeAndExpectSilence);
    }
    before.expectNoMore();
    assertEquals(0, trial.loop().registrations(), "channels left on the loop");
  }
}
