package io.rtsper.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A camera that sends to a group, on the loopback interface. */
class CameraMulticastTest {

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Pattern ANSWER =
      Pattern.compile(
          "RTP/AVP;multicast;destination=([0-9.]+);port=(\\d+)-(\\d+);ttl=(\\d+)(;source=[0-9.]+)?;ssrc=(\\w+)");

  private static Camera camera(Multicast multicast) {
    return Camera.builder().transports("multicast").multicast(multicast).recordPackets().start();
  }

  private static Matcher setup(TestClient client, int track) throws IOException {
    String answer =
        client
            .ask("SETUP", "/trackID=" + track, "Transport: RTP/AVP;multicast")
            .header("Transport");
    Matcher parts = ANSWER.matcher(String.valueOf(answer));
    assertThat(parts.matches()).as(answer).isTrue();
    return parts;
  }

  private static UdpClient join(Matcher answer, InetAddress... sources) throws IOException {
    return UdpClient.group(
        InetAddress.getByName(answer.group(1)), Integer.parseInt(answer.group(2)), sources);
  }

  @Test
  void oneStreamIsForAllViewersAndEndsWithTheLast() throws IOException {
    Multicast multicast = Multicast.anySource().ttl(3);
    try (Camera camera = camera(multicast);
        TestClient one = new TestClient(camera);
        TestClient other = new TestClient(camera);
        TestClient last = new TestClient(camera)) {
      Matcher first = setup(one, 0);
      assertThat(first.group(1)).isEqualTo(multicast.group().getHostAddress());
      assertThat(Integer.parseInt(first.group(2)) % 2).isZero();
      assertThat(Integer.parseInt(first.group(3))).isEqualTo(Integer.parseInt(first.group(2)) + 1);
      assertThat(first.group(4)).isEqualTo("3");
      assertThat(first.group(5)).isNull();
      assertThat(setup(one, 1).group(2)).isNotEqualTo(first.group(2));
      try (UdpClient viewer = join(first);
          UdpClient second = join(first)) {
        one.ask("PLAY", "");
        List<UdpClient.Datagram> all = viewer.rtp(20);
        int port = Integer.parseInt(first.group(2));
        assertThat(all).allMatch(datagram -> datagram.source().getPort() == port);
        assertThat(viewer.rtcp().source().getPort()).isEqualTo(port + 1);
        assertThat(setup(other, 0).group()).isEqualTo(first.group());
        assertThat(other.ask("PLAY", "", "Range: npt=0-").status()).isEqualTo(200);
        one.ask("TEARDOWN", "");
        assertThat(camera.sessions()).isEqualTo(1);
        viewer.rtp(20);
        second.rtp(40);
        assertThat(camera.sentPackets(0).stream().map(SentPacket::ssrc).distinct()).hasSize(1);
        other.ask("PAUSE", "");
        int sent = camera.sentPackets().size();
        assertThat(other.ask("OPTIONS", "").status()).isEqualTo(200);
        assertThat(camera.sentPackets()).hasSize(sent);
        other.ask("TEARDOWN", "");
        assertThat(setup(last, 0).group(6)).isNotEqualTo(first.group(6));
      }
      assertThat(camera.failures()).isEmpty();
    }
  }

  @Test
  void itNamesTheSourceWhichAloneIsHeard() throws IOException {
    try (Camera camera =
            Camera.builder()
                .transports("multicast")
                .multicast(Multicast.sourceSpecific())
                .line(Line.perfect().forgeries(1, Line.Forgery.OTHER_ADDRESS))
                .start();
        TestClient client = new TestClient(camera)) {
      assertThat(client.ask("DESCRIBE", "").body())
          .containsPattern("c=IN IP4 232\\.1\\.\\d+\\.\\d+/1\r\n")
          .contains("a=source-filter: incl IN IP4 * 127.0.0.1\r\n");
      Matcher answer = setup(client, 0);
      assertThat(answer.group(5)).isEqualTo(";source=127.0.0.1");
      try (UdpClient viewer = join(answer, InetAddress.getByName("127.0.0.1"));
          UdpClient victim = join(answer)) {
        client.ask("PLAY", "");
        assertThat(viewer.rtp(20))
            .allMatch(datagram -> datagram.source().getHostString().equals("127.0.0.1"));
        assertThat(victim.rtp(20))
            .anyMatch(datagram -> datagram.source().getHostString().equals("127.0.0.2"));
      }
    }
  }

  @Test
  void reportsAreReadWhetherTheyComeUnicastOrToTheGroup() throws IOException {
    byte[] report = Wire.hex("80c9 0001 00000001");
    byte[] other = Wire.hex("80c9 0001 00000002");
    try (Camera camera = camera(Multicast.anySource());
        TestClient client = new TestClient(camera)) {
      Matcher answer = setup(client, 0);
      try (UdpClient viewer = join(answer)) {
        client.ask("PLAY", "");
        UdpClient.Datagram senders = viewer.rtcp();
        viewer.send(
            report,
            new InetSocketAddress(
                InetAddress.getByName(answer.group(1)), Integer.parseInt(answer.group(3))));
        try (UdpClient unicast = UdpClient.unicast()) {
          unicast.send(other, senders.source());
          assertThat(camera.awaitReceiverReports(2, SOON))
              .extracting(ReceiverReport::reporter)
              .containsExactlyInAnyOrder(1, 2);
        }
      }
      assertThat(camera.violations()).isEmpty();
    }
  }

  @Test
  void allTracksOfASessionComeByTheGroupOrNone() throws IOException {
    try (Camera camera = Camera.builder().transports("tcp", "multicast").start();
        TestClient client = new TestClient(camera)) {
      setup(client, 0);
      assertThat(client.setup(1).status()).isEqualTo(461);
      assertThat(client.ask("DESCRIBE", "").body()).contains("c=IN IP4 0.0.0.0\r\n");
    }
  }

  @Test
  void aGroupIsRefusedByACameraThatHasNone() throws IOException {
    try (Camera camera = Camera.open();
        TestClient client = new TestClient(camera)) {
      assertThat(client.ask("SETUP", "/trackID=0", "Transport: RTP/AVP;multicast").status())
          .isEqualTo(461);
    }
  }
}
