package io.rtsper.transport.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rtsper.api.RtspException;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.RtspUrl;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.TlsOptions;
import io.rtsper.api.spi.ControlLink;
import io.rtsper.api.spi.ControlLinkListener;
import io.rtsper.testkit.contract.ContractBudget;
import io.rtsper.testkit.contract.ContractLoop;
import io.rtsper.testkit.contract.LinkTarget;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A link to a file, on the loop that plug-ins are tested on. */
class ReplayLinkTest {

  private static final Duration PATIENCE = ContractLoop.patience();
  private static final String PLAY = "PLAY rtsp://h/s RTSP/1.0\r\nCSeq: 9\r\n\r\n";

  @TempDir Path folder;

  private final CaptureWriter capture = CaptureWriter.plain();
  private final Heard heard = new Heard();
  private ContractBudget budget = new ContractBudget(32 << 20);
  private final ReplayTransportProvider provider = new ReplayTransportProvider();
  private ContractLoop loop;
  private ControlLink link;

  /** What the link told. */
  private static final class Heard implements ControlLinkListener {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable Runnable onBytes;
    private boolean open;
    private boolean closed;
    private @Nullable RtspException failure;

    @Override
    public synchronized void onOpen() {
      open = true;
    }

    @Override
    public void onBytes(ByteBuffer in) {
      byte[] copy = new byte[in.remaining()];
      in.get(copy);
      synchronized (this) {
        bytes.writeBytes(copy);
      }
      if (onBytes != null) {
        onBytes.run();
      }
    }

    @Override
    public synchronized void onClosed(@Nullable RtspException cause) {
      closed = true;
      failure = cause;
    }

    synchronized boolean isOpen() {
      return open;
    }

    synchronized boolean isClosed() {
      return closed;
    }

    synchronized @Nullable RtspException failure() {
      return failure;
    }

    synchronized byte[] bytes() {
      return bytes.toByteArray();
    }

    synchronized int count() {
      return bytes.size();
    }
  }

  @BeforeEach
  void startLoop() throws Exception {
    loop = ContractLoop.start();
  }

  @AfterEach
  void endLoop() throws Exception {
    loop.run(
        () -> {
          if (link != null) {
            link.close();
          }
        });
    assertThat(budget.taken()).as("memory of a closed link").isZero();
    loop.close();
  }

  private Path file() {
    return folder.resolve("x.pcapng");
  }

  private void open(String options, Duration within) throws Exception {
    RtspUrl url = RtspUrl.parse("rtsp+replay://localhost" + file().toUri().getRawPath() + options);
    InetSocketAddress nowhere = InetSocketAddress.createUnresolved("localhost", 554);
    LinkTarget target = new LinkTarget(url, nowhere, TlsOptions.defaults());
    link = loop.call(() -> provider.open(heard, target.context(loop, within, budget)));
  }

  private void open(String options) throws Exception {
    Files.write(file(), capture.bytes());
    open(options, PATIENCE);
    await().atMost(PATIENCE).until(() -> heard.isOpen() || heard.isClosed());
    assertThat(heard.failure()).isNull();
  }

  private void send(String text) throws Exception {
    loop.run(() -> link.send(ByteBuffer.wrap(text.getBytes(ISO_8859_1))));
  }

  private void playing(int frames, int payload) {
    capture.client("PLAY rtsp://h/s RTSP/1.0\nCSeq: 4\n\n").server("RTSP/1.0 200 OK\nCSeq: 4\n\n");
    for (int i = 0; i < frames; i++) {
      capture.after(1).server(CaptureWriter.frame(0, i, payload));
    }
  }

  private static byte[] expected(int frames, int payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("RTSP/1.0 200 OK\r\nCSeq: 9\r\n\r\n".getBytes(ISO_8859_1));
    for (int i = 0; i < frames; i++) {
      out.writeBytes(CaptureWriter.frame(0, i, payload));
    }
    return out.toByteArray();
  }

  @Test
  void mediaComesBehindTheAnswerToPlayAndThenTheEnd() throws Exception {
    playing(10_000, 1000);
    open("?speed=0");
    assertThat(heard.count()).isZero();
    send(PLAY);
    await().atMost(PATIENCE).until(heard::isClosed);
    assertThat(heard.failure()).isNull();
    assertThat(Arrays.equals(heard.bytes(), expected(10_000, 1000))).isTrue();
  }

  @Test
  void requestsMayComeInPiecesAndBeforeTheLinkIsOpen() throws Exception {
    playing(3, 10);
    Files.write(file(), capture.bytes());
    open("?speed=0", PATIENCE);
    for (int i = 0; i < PLAY.length(); i++) {
      send(PLAY.substring(i, i + 1));
    }
    await().atMost(PATIENCE).until(heard::isClosed);
    assertThat(heard.bytes()).isEqualTo(expected(3, 10));
  }

  /** The file is longer than what may wait, and the thread that reads it waits as well. */
  @Test
  void nothingComesWhileReadingIsOffAndThenAll() throws Exception {
    playing(4000, 1400);
    open("?speed=0");
    loop.run(() -> link.reading(false));
    send(PLAY);
    loop.settle();
    assertThat(heard.count()).isZero();
    heard.onBytes = () -> link.reading(false);
    loop.run(() -> link.reading(true));
    await().atMost(PATIENCE).until(() -> heard.count() > 0);
    loop.settle();
    int first = heard.count();
    loop.settle();
    assertThat(heard.count()).as("stopped from within").isEqualTo(first);
    heard.onBytes = null;
    loop.run(() -> link.reading(true));
    await().atMost(PATIENCE).until(heard::isClosed);
    assertThat(Arrays.equals(heard.bytes(), expected(4000, 1400))).isTrue();
  }

  @Test
  void aLinkThatIsClosedFromWithinIsSilent() throws Exception {
    playing(4000, 1400);
    open("?speed=0");
    heard.onBytes = () -> link.close();
    send(PLAY);
    await().atMost(PATIENCE).until(() -> heard.count() > 0);
    loop.settle();
    int count = heard.count();
    loop.settle();
    assertThat(heard.count()).isEqualTo(count);
    assertThat(heard.isClosed()).isFalse();
    assertThat(budget.taken()).isZero();
    await().atMost(PATIENCE).until(ReplayLinkTest::noThreadIsLeft);
  }

  private static boolean noThreadIsLeft() {
    return Thread.getAllStackTraces().keySet().stream()
        .noneMatch(thread -> thread.getName().startsWith("rtsper-replay"));
  }

  /** At its own pace, ten frames of which the last came 10 ms later take that long. */
  @Test
  void mediaKeepsItsTime() throws Exception {
    playing(200, 10);
    open("");
    send(PLAY);
    long start = System.nanoTime();
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(heard::isClosed);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(190));
    assertThat(heard.bytes()).isEqualTo(expected(200, 10));
  }

  /** Of a client's loop, which goes on: the timer would hold the link until a frame is due. */
  @Test
  void aLinkThatIsClosedWaitsForNothing() throws Exception {
    playing(1, 10);
    capture.after(3_600_000).server(CaptureWriter.frame(0, 1, 10));
    open("");
    send(PLAY);
    await().atMost(PATIENCE).until(() -> heard.count() == expected(1, 10).length);
    await().atMost(PATIENCE).until(() -> loop.timers() == 1);
    loop.run(() -> link.close());
    assertThat(loop.timers()).isZero();
  }

  @Test
  void whatWasPausedIsNotPlayedOn() throws Exception {
    playing(3, 10);
    capture
        .client("PAUSE rtsp://h/s RTSP/1.0\nCSeq: 5\n\n")
        .server("RTSP/1.0 200 Paused\nCSeq: 5\n\n")
        .client("PLAY rtsp://h/s RTSP/1.0\nCSeq: 6\n\n")
        .server("RTSP/1.0 200 Again\nCSeq: 6\n\n")
        .server(CaptureWriter.frame(2, 7, 20));
    open("?speed=0");
    send(PLAY);
    await().atMost(PATIENCE).until(() -> heard.count() == expected(3, 10).length);
    send("PAUSE rtsp://h/s RTSP/1.0\r\nCSeq: 10\r\n\r\n");
    send(PLAY.replace("9", "11"));
    await().atMost(PATIENCE).until(heard::isClosed);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(expected(3, 10));
    all.writeBytes("RTSP/1.0 200 Paused\r\nCSeq: 10\r\n\r\n".getBytes(ISO_8859_1));
    all.writeBytes("RTSP/1.0 200 Again\r\nCSeq: 11\r\n\r\n".getBytes(ISO_8859_1));
    all.writeBytes(CaptureWriter.frame(2, 7, 20));
    assertThat(heard.bytes()).isEqualTo(all.toByteArray());
  }

  @Test
  void datagramsComeAsFramesOfTheirTrack() throws Exception {
    capture
        .client("SETUP rtsp://h/s/1 RTSP/1.0\nCSeq: 3\n\n")
        .server("RTSP/1.0 200 OK\nCSeq: 3\nTransport: RTP/AVP;client_port=5000-5001\n\n");
    playing(0, 0);
    capture
        .packet(CaptureWriter.udp(6000, 5000, CaptureWriter.rtp(1, 5)))
        .packet(CaptureWriter.udp(6001, 5001, new byte[] {1, 2, 3}))
        .packet(CaptureWriter.udp(6000, 7000, new byte[] {4}));
    open("?speed=0");
    send("SETUP rtsp://h/s/1 RTSP/1.0\r\nCSeq: 8\r\nTransport: x;interleaved=6-7\r\n\r\n");
    send(PLAY);
    await().atMost(PATIENCE).until(heard::isClosed);
    assertThat(new String(heard.bytes(), ISO_8859_1))
        .startsWith(
            "RTSP/1.0 200 OK\r\nCSeq: 8\r\n"
                + "Transport: RTP/AVP/TCP;unicast;interleaved=6-7\r\n\r\n"
                + "RTSP/1.0 200 OK\r\nCSeq: 9\r\n\r\n"
                + "$\6")
        .endsWith("$\7\0\3\1\2\3");
  }

  @Test
  void aServerThatEndedTheConnectionEndsItAgain() throws Exception {
    capture
        .client("OPTIONS * RTSP/1.0\nCSeq: 1\n\n")
        .server("RTSP/1.0 200 OK\nCSeq: 1\n\n")
        .serverEnds();
    open("");
    assertThat(heard.isClosed()).isFalse();
    send("OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n");
    await().atMost(PATIENCE).until(heard::isClosed);
    assertThat(heard.failure()).isNull();
    assertThat(heard.count()).isPositive();
  }

  @Test
  void aClientThatEndedItLeavesTheLinkOpen() throws Exception {
    capture
        .client("OPTIONS * RTSP/1.0\nCSeq: 1\n\n")
        .server("RTSP/1.0 200 OK\nCSeq: 1\n\n")
        .clientEnds();
    open("");
    send("OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n");
    await().atMost(PATIENCE).until(() -> heard.count() > 0);
    loop.settle();
    assertThat(heard.isClosed()).isFalse();
  }

  // ---- What can't be opened

  private RtspException refused(String options, Duration within) throws Exception {
    open(options, within);
    await().atMost(PATIENCE).until(heard::isClosed);
    assertThat(heard.isOpen()).isFalse();
    return Objects.requireNonNull(heard.failure());
  }

  @Test
  void aMissingFileIsNamed() throws Exception {
    assertThat(refused("", PATIENCE))
        .isInstanceOf(RtspValidationException.class)
        .hasMessage(
            "the capture "
                + file()
                + " can't be replayed: there is no such file; the path behind the host is a whole"
                + " one");
  }

  @Test
  void aFolderIsNoCapture() throws Exception {
    Files.createDirectory(file());
    assertThat(refused("", PATIENCE))
        .isInstanceOf(RtspValidationException.class)
        .hasMessage(
            "the capture " + file() + " can't be replayed: it is a folder; name a file in it");
  }

  @Test
  void anotherFileIsRefused() throws Exception {
    Files.writeString(file(), "no capture");
    assertThat(refused("", PATIENCE))
        .isInstanceOf(RtspValidationException.class)
        .hasMessageContaining("it starts with neither of the magic numbers of pcapng and pcap");
  }

  @Test
  void aCaptureWithoutRtspIsRefused() throws Exception {
    Files.write(file(), capture.bytes());
    assertThat(refused("", PATIENCE))
        .isInstanceOf(RtspValidationException.class)
        .hasMessageContaining("has no RTSP connection over TCP");
  }

  @ParameterizedTest
  @CsvSource({
    "?speed=fast, the option speed of a replay is a number of 0 to 1000",
    "?speed=-1, the option speed of a replay is a number of 0 to 1000",
    "?speed=1001, the option speed of a replay is a number of 0 to 1000",
    "?challenges=yes, the option challenges of a replay is true or false",
    "?connection=0, the option connection of a replay is a number of 1 or more",
    "?sped=0, a replay has no option \"sped\"; it has speed connection and challenges",
  })
  void anOptionThatIsNoneIsNamed(String options, String message) throws Exception {
    assertThat(refused(options, PATIENCE))
        .isInstanceOf(RtspValidationException.class)
        .satisfies(
            failure ->
                assertThat(String.valueOf(failure.getMessage()).replace("speed,", "speed"))
                    .isEqualTo(message));
  }

  @Test
  void anotherConnectionThanThereIsIsRefused() throws Exception {
    playing(1, 10);
    Files.write(file(), capture.bytes());
    assertThat(refused("?connection=2", PATIENCE))
        .hasMessageContaining("has 1 RTSP connection, and no further one to replay");
  }

  @Test
  void aSessionWithoutMemoryIsTold() throws Exception {
    playing(1, 10);
    Files.write(file(), capture.bytes());
    budget = new ContractBudget(1000);
    assertThat(refused("", PATIENCE))
        .isInstanceOf(RtspTransportException.class)
        .hasMessageContaining("memoryLimit(…)");
  }

  @Test
  void aFileThatTakesTooLongIsGivenUp() throws Exception {
    playing(1000, 1000);
    Files.write(file(), capture.bytes());
    assertThat(refused("", Duration.ZERO))
        .isInstanceOf(RtspTimeoutException.class)
        .hasMessageContaining("connectTimeout(…)");
  }

  @Test
  void eachLinkOfASessionGetsTheNextConnection() throws Exception {
    for (String name : new String[] {"First", "Second"}) {
      capture
          .connects()
          .client("OPTIONS * RTSP/1.0\nCSeq: 1\n\n")
          .server("RTSP/1.0 200 " + name + "\nCSeq: 1\n\n")
          .serverEnds();
    }
    for (String name : new String[] {"First", "Second"}) {
      int before = heard.count();
      heard.closed = false;
      heard.open = false;
      open("");
      send("OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n");
      await().atMost(PATIENCE).until(heard::isClosed);
      byte[] all = heard.bytes();
      assertThat(new String(all, before, all.length - before, ISO_8859_1))
          .startsWith("RTSP/1.0 200 " + name);
    }
    heard.closed = false;
    heard.open = false;
    assertThat(refused("", PATIENCE)).hasMessageContaining("no further one to replay");
  }
}
