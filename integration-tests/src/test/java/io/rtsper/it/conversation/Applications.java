package io.rtsper.it.conversation;

import io.rtsper.api.Credentials;
import io.rtsper.api.PacketListener;
import io.rtsper.api.QuirkCount;
import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspSessionBuilder;
import io.rtsper.camera.Camera;
import io.rtsper.camera.CameraRequest;
import io.rtsper.it.canary.Canary;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** What the applications of these tests have in common: sessions that lose no time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Applications {

  static final Duration LIMIT = Duration.ofSeconds(20);
  static final Credentials SECRET = Credentials.of("user", Canary.SECRET);

  /** One track whose control starts with a slash, so that two URIs may be meant. */
  static final String ONE_TRACK =
      """
      v=0\r
      o=- 1 1 IN IP4 127.0.0.1\r
      s=camera\r
      c=IN IP4 0.0.0.0\r
      t=0 0\r
      m=video 0 RTP/AVP 96\r
      a=rtpmap:96 H264/90000\r
      a=control:/trackID=0\r
      """;

  private RtspClient client = RtspClient.builder().eventLoops(1).build();

  @BeforeAll
  void openClient() {
    client.close();
    client = RtspClient.builder().eventLoops(1).name("conversation").build();
  }

  @AfterAll
  void closeClient() {
    client.close();
  }

  /** Returns a session that doesn't reconnect and waits a second and a half for an answer. */
  RtspSessionBuilder session(Camera camera) {
    return session(camera.url());
  }

  RtspSessionBuilder session(String url) {
    return sessionWith(url, SECRET);
  }

  RtspSessionBuilder sessionWith(String url, Credentials secret) {
    return client
        .session(url)
        .credentials(secret)
        .responseTimeout(Duration.ofMillis(1500))
        .closeTimeout(Duration.ofMillis(1500))
        .reconnect(ReconnectPolicy.none());
  }

  /** Returns a session that knows no secret. */
  RtspSessionBuilder withoutSecret(Camera camera) {
    return client.session(camera.url()).reconnect(ReconnectPolicy.none());
  }

  /** Returns a session that looks at what is said only, since no media comes. */
  RtspSessionBuilder withoutMedia(Camera camera) {
    return session(camera).firstMediaTimeout(Duration.ZERO).mediaStallTimeout(Duration.ZERO);
  }

  static ReconnectPolicy once() {
    return ReconnectPolicy.attempts(1).backoff(Duration.ofMillis(1));
  }

  static List<String> quirks(RtspSession session) {
    return session.quirks().stream().map(QuirkCount::quirk).map(quirk -> quirk.name()).toList();
  }

  /** Returns the paths that requests of a method went to, in order. */
  static List<String> paths(Camera camera, String method) {
    String server = "rtsp://127.0.0.1:" + camera.port();
    return camera.requests(method).stream()
        .map(CameraRequest::url)
        .map(url -> url.startsWith(server) ? url.substring(server.length()) : url)
        .toList();
  }

  static List<String> transports(Camera camera) {
    return camera.requests("SETUP").stream()
        .map(request -> String.valueOf(request.header("Transport")))
        .map(offer -> offer.contains("TCP") ? "tcp" : "udp")
        .toList();
  }

  /** Waits until that many requests of a method came. */
  static void awaitRequests(Camera camera, String method, int count) {
    camera.awaitMessage(
        method + " number " + count,
        last -> last.method().equals(method) && camera.requests(method).size() >= count,
        LIMIT);
  }

  /** Takes packets and lets a test wait for the first few. */
  static final class Packets {

    private final CountDownLatch missing;

    Packets(int count) {
      missing = new CountDownLatch(count);
    }

    PacketListener listener() {
      return (track, packet) -> missing.countDown();
    }

    boolean came() throws InterruptedException {
      return missing.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    boolean cameSoon() {
      try {
        return came();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    long missing() {
      return missing.getCount();
    }
  }
}
