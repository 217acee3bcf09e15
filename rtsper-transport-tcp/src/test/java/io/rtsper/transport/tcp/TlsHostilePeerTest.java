package io.rtsper.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.RtspException;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.RtspTransportException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that speak no TLS, slow TLS, old TLS, or TLS that they break off. */
class TlsHostilePeerTest {

  private static final String PLAIN_ANSWER = "RTSP/1.0 400 Bad Request\r\nCSeq: 0\r\n\r\n";

  private interface Script {
    void play(Socket wire) throws IOException;
  }

  private final LinkProbe probe;

  TlsHostilePeerTest() throws IOException {
    probe = new LinkProbe();
  }

  @AfterEach
  void closeProbe() throws Exception {
    probe.close();
  }

  private static CompletableFuture<Void> serve(TlsFixture fixture, Script script) {
    CompletableFuture<Void> played = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try (Socket wire = fixture.acceptWire()) {
                script.play(wire);
                played.complete(null);
              } catch (IOException e) {
                played.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return played;
  }

  private String failureOf(Script script) throws Exception {
    try (TlsFixture fixture = new TlsFixture("self-signed", "TLSv1.3")) {
      serve(fixture, script);
      probe.open(fixture.provider(), fixture.target());
      return probe.failure();
    }
  }

  @Test
  void aPlainServerThatAnswersIsToldApart() throws Exception {
    assertThat(
            failureOf(
                wire -> {
                  wire.getOutputStream().write(PLAIN_ANSWER.getBytes());
                  wire.getInputStream().readAllBytes();
                }))
        .contains("doesn't speak TLS on this port; try rtsp://");
  }

  @Test
  void aPlainServerThatHangsUpIsSuspected() throws Exception {
    assertThat(failureOf(wire -> wire.getInputStream().readNBytes(5)))
        .contains("ended the connection during the TLS handshake")
        .contains("try rtsp://");
  }

  @Test
  void aServerThatEndsInOrderBeforeTheHandshakeIsSuspectedToo() throws Exception {
    assertThat(
            failureOf(
                wire -> {
                  wire.shutdownOutput();
                  wire.getInputStream().readAllBytes();
                }))
        .contains("ended the connection during the TLS handshake");
  }

  @Test
  void garbageBehindAProperFirstByteIsAFailure() throws Exception {
    assertThat(
            failureOf(
                wire -> {
                  wire.getOutputStream().write(new byte[] {22, 3, 3, 0, 5, 99, 98, 97, 96, 95});
                  wire.getInputStream().readAllBytes();
                }))
        .contains("TLS handshake with 127.0.0.1:")
        .contains("failed");
  }

  @Test
  void aServerThatSaysHalfAHelloRunsIntoTheDeadline() throws Exception {
    try (TlsFixture fixture = new TlsFixture("self-signed", "TLSv1.3")) {
      serve(
          fixture,
          wire -> {
            wire.getOutputStream().write(new byte[] {22, 3, 3, 0, 100, 2, 0});
            wire.getInputStream().readAllBytes();
          });
      probe.open(fixture.provider(), fixture.target(), Duration.ofMillis(300));
      RtspException failure = probe.awaitClosed().orElseThrow();
      assertThat(failure)
          .isInstanceOf(RtspTimeoutException.class)
          .hasMessageContaining("wasn't finished within 300 ms")
          .hasMessageContaining("try rtsp://");
      assertThat(failure.phase()).isEqualTo(RtspPhase.TLS_HANDSHAKE);
    }
  }

  @Test
  void aServerOfAnOldVersionIsRefusedAndSuspectedOfIt() throws Exception {
    // A server hello of TLS 1.1, as an old camera answers it.
    byte[] hello = new byte[5 + 4 + 38];
    System.arraycopy(new byte[] {22, 3, 2, 0, 42, 2, 0, 0, 38, 3, 2}, 0, hello, 0, 11);
    hello[5 + 4 + 2 + 32 + 2] = 0x2F;
    assertThat(
            failureOf(
                wire -> {
                  wire.getOutputStream().write(hello);
                  wire.getInputStream().readAllBytes();
                }))
        .contains("versions older than TLS 1.2");
  }

  @Test
  void aServerThatLeavesRightAfterTheHandshakeMayWantACertificate() throws Exception {
    try (TlsFixture fixture = new TlsFixture("self-signed", "TLSv1.3")) {
      serve(
          fixture,
          wire -> {
            fixture.layer(wire).startHandshake();
            wire.setSoLinger(true, 0);
            wire.close();
          });
      probe.open(fixture.provider(), fixture.target());
      assertThat(probe.awaitClosed().orElseThrow())
          .hasMessageContaining("ended the connection")
          .hasMessageContaining("the TLS handshake")
          .hasMessageContaining("wants a client certificate");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aServerThatRefusesForWantOfACertificateIsSuspectedOfIt(String version) throws Exception {
    try (TlsFixture fixture = new TlsFixture("self-signed", version)) {
      serve(
          fixture,
          wire -> {
            SSLSocket secured = fixture.layer(wire);
            secured.setNeedClientAuth(true);
            secured.startHandshake();
          });
      probe.open(fixture.provider(), fixture.target());
      assertThat(probe.awaitClosed().orElseThrow())
          .hasMessageContaining("TLS handshake")
          .hasMessageContaining("client certificate")
          .hasMessageContaining("TlsOptions.clientCertificate");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void recordsMayComeByteByByte(String version) throws Exception {
    try (TlsFixture fixture = new TlsFixture("self-signed", version);
        TlsFixture relay = new TlsFixture("self-signed", version)) {
      serve(
          fixture,
          wire -> {
            SSLSocket secured = fixture.layer(wire);
            secured.startHandshake();
            secured.getOutputStream().write("in small pieces".getBytes());
            secured.getInputStream().readAllBytes();
          });
      serve(relay, client -> relayByteByByte(client, fixture.target().address().getPort()));
      probe.open(relay.provider(), relay.target()).awaitOpen();
      probe.awaitText("in small pieces");
    }
  }

  private static void relayByteByByte(Socket client, int port) throws IOException {
    try (Socket server = new Socket(client.getLocalAddress(), port)) {
      client.setTcpNoDelay(true);
      CompletableFuture<Void> upward =
          CompletableFuture.runAsync(() -> copy(client, server), OwnThread.EXECUTOR);
      copy(server, client);
      client.shutdownOutput();
      upward.cancel(true);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int value = in.read(); value >= 0; value = in.read()) {
        out.write(value);
      }
    } catch (IOException e) {
      // One of the two has hung up, as the test does at its end.
    }
  }

  @Test
  void aRenegotiationIsRefused() throws Exception {
    try (TlsFixture fixture = new TlsFixture("self-signed", "TLSv1.2")) {
      serve(
          fixture,
          wire -> {
            SSLSocket secured = fixture.layer(wire);
            secured.startHandshake();
            secured.getOutputStream().write("first".getBytes());
            secured.startHandshake();
          });
      probe.open(fixture.provider(), fixture.target()).awaitOpen();
      assertThat(probe.awaitClosed().orElseThrow())
          .isInstanceOf(RtspTransportException.class)
          .hasMessageContaining("asked for a TLS renegotiation, which is refused");
    }
  }

  @Test
  void keysAreUpdatedInPassing() throws Exception {
    try (TlsFixture fixture = new TlsFixture("self-signed", "TLSv1.3")) {
      CompletableFuture<Void> played =
          serve(
              fixture,
              wire -> {
                SSLSocket secured = fixture.layer(wire);
                secured.startHandshake();
                OutputStream out = secured.getOutputStream();
                for (int i = 0; i < 5; i++) {
                  out.write(("part " + i + ",").getBytes());
                  secured.startHandshake(); // asks for new keys in TLS 1.3
                }
                assertThat(new String(secured.getInputStream().readNBytes(8)))
                    .isEqualTo("TEARDOWN");
              });
      probe.open(fixture.provider(), fixture.target()).awaitOpen();
      probe.awaitText("part 0,part 1,part 2,part 3,part 4,");
      probe.send("TEARDOWN");
      played.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void anEndWithoutCloseNotifyIsAnEndInOrder() throws Exception {
    try (TlsFixture fixture = new TlsFixture("self-signed", "TLSv1.3")) {
      serve(
          fixture,
          wire -> {
            SSLSocket secured = fixture.layer(wire);
            secured.startHandshake();
            secured.getOutputStream().write("the end".getBytes());
            wire.shutdownOutput();
            wire.getInputStream().readAllBytes();
          });
      probe.open(fixture.provider(), fixture.target()).awaitOpen();
      assertThat(probe.awaitClosed()).isEqualTo(Optional.empty());
      probe.awaitText("the end");
    }
  }

  @Test
  void garbageInAnOpenConnectionBreaksItBehindWhatCameBefore() throws Exception {
    try (TlsFixture fixture = new TlsFixture("self-signed", "TLSv1.3")) {
      serve(
          fixture,
          wire -> {
            SSLSocket secured = fixture.layer(wire);
            secured.startHandshake();
            secured.getOutputStream().write("good".getBytes());
            secured.getOutputStream().flush();
            wire.getOutputStream().write(PLAIN_ANSWER.getBytes());
            wire.getInputStream().readAllBytes();
          });
      probe.open(fixture.provider(), fixture.target()).awaitOpen();
      assertThat(probe.awaitClosed().orElseThrow())
          .isInstanceOf(RtspTransportException.class)
          .hasMessageContaining("the TLS connection to 127.0.0.1:")
          .hasMessageContaining("broke");
      probe.awaitText("good");
    }
  }
}
