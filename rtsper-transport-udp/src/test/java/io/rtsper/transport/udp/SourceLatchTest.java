package io.rtsper.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.UdpOptions;
import io.rtsper.api.header.PortPair;
import io.rtsper.api.media.Track;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.SessionDescription;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose packets are taken, and where those of this side go. */
class SourceLatchTest {

  private static final String CAMERA = "192.0.2.1";
  private static final String RELAY = "192.0.2.7";
  private static final String STRANGER = "192.0.2.66";

  private static final ServerAddresses CAMERA_ALONE =
      new ServerAddresses(address(CAMERA), null, false);
  private static final ServerAddresses CAMERA_AND_RELAY =
      new ServerAddresses(address(CAMERA), address(RELAY), false);
  private static final ServerAddresses RELAY_THAT_IS_ALLOWED =
      new ServerAddresses(address(CAMERA), address(RELAY), true);
  private static final PortPair ANNOUNCED = new PortPair(6970, 6971);

  private final List<String> quirks = new ArrayList<>();
  private UdpOptions.Source believed = UdpOptions.Source.LATCHED;

  private SourceLatch latch(ServerAddresses addresses, PortPair announced) {
    MediaDescription media = MediaDescription.builder("video").formats(List.of("96", "98")).build();
    Track track = Track.listOf(SessionDescription.builder().media(media).build()).get(0);
    return new SourceLatch(
        addresses,
        believed,
        announced,
        track,
        (quirk, detail) -> quirks.add((quirk.name() + " " + detail).strip()));
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(address(address), port);
  }

  private static ByteBuffer rtp(int payloadType) {
    return ByteBuffer.allocate(20).put(0, (byte) 0x80).put(1, (byte) payloadType);
  }

  @Test
  void takesEverythingOfTheAnnouncedPortsAtOnce() {
    SourceLatch latch = latch(CAMERA_ALONE, ANNOUNCED);
    assertThat(latch.takesRtp(rtp(50), at(CAMERA, 6970))).as("for the engine to count").isTrue();
    assertThat(latch.takesRtcp(at(CAMERA, 6971))).isTrue();
    assertThat(latch.takesRtp(rtp(96), at(CAMERA, 6970))).isTrue();
    assertThat(latch.takesRtp(rtp(50), at(CAMERA, 6970))).isTrue();
    assertThat(quirks).isEmpty();
  }

  /** Its {@code server_port} counts up from 6970, whatever it sends from. */
  @Test
  void rtspRs018MediaOfAnotherPortIsTakenAndReportsFollowIt() {
    SourceLatch latch = latch(CAMERA_ALONE, ANNOUNCED);
    assertThat(latch.rtpTarget()).isEqualTo(at(CAMERA, 6970));
    assertThat(latch.rtcpTarget()).isEqualTo(at(CAMERA, 6971));
    assertThat(latch.takesRtcp(at(CAMERA, 41235))).isFalse();
    assertThat(latch.takesRtp(rtp(96 | 0x80), at(CAMERA, 41234))).isTrue();
    assertThat(quirks)
        .containsExactly("transport-other-source-port server_port=6970-6971, media from 41234");
    assertThat(latch.takesRtcp(at(CAMERA, 41235))).isTrue();
    assertThat(latch.rtpTarget()).isEqualTo(at(CAMERA, 41234));
    assertThat(latch.rtcpTarget()).isEqualTo(at(CAMERA, 41235));
  }

  @Test
  void reportsGoWhereThoseOfTheServerComeFrom() {
    SourceLatch latch = latch(CAMERA_ALONE, ANNOUNCED);
    latch.takesRtp(rtp(96), at(CAMERA, 41234));
    assertThat(latch.takesRtcp(at(CAMERA, 6971))).isTrue();
    assertThat(latch.rtcpTarget()).isEqualTo(at(CAMERA, 6971));
    assertThat(latch.rtpTarget()).isEqualTo(at(CAMERA, 41234));
  }

  /** Two ports that have nothing to do with each other, in the form of a range. */
  @ParameterizedTest
  @CsvSource({
    "PyPI quii-helper 0.3.0, 46762, 45914",
    "pedroSG94/RTSP-Server#69, 39000, 35968",
    "MistServer (RootEncoder#48), 47487, 52573"
  })
  void unrelatedPortsAreRtpsAndRtcps(String server, int first, int second) {
    SourceLatch latch = latch(CAMERA_ALONE, new PortPair(first, second));
    assertThat(latch.takesRtcp(at(CAMERA, second))).isTrue();
    assertThat(latch.takesRtp(rtp(96), at(CAMERA, first))).isTrue();
    assertThat(latch.takesRtcp(at(CAMERA, second))).isTrue();
    assertThat(latch.takesRtcp(at(CAMERA, first + 1))).isFalse();
    assertThat(latch.rtpTarget()).isEqualTo(at(CAMERA, first));
    assertThat(latch.rtcpTarget()).isEqualTo(at(CAMERA, second));
    assertThat(quirks).as(server).isEmpty();
  }

  @Test
  void anotherPortIsLearnedFromProperMediaAlone() {
    SourceLatch latch = latch(CAMERA_ALONE, ANNOUNCED);
    ByteBuffer version1 = rtp(96).put(0, (byte) 0x40);
    ByteBuffer cut = rtp(96).limit(11);
    for (ByteBuffer datagram : List.of(version1, cut, rtp(97), rtp(200), rtp(0))) {
      assertThat(latch.takesRtp(datagram, at(CAMERA, 41234))).isFalse();
    }
    assertThat(latch.takesRtp(rtp(98), at(CAMERA, 41234))).isTrue();
  }

  @Test
  void onceAPortIsLearnedOthersAreDroppedAndCounted() {
    SourceLatch latch = latch(CAMERA_ALONE, null);
    latch.takesRtp(rtp(96), at(CAMERA, 41234));
    assertThat(latch.takesRtp(rtp(96), at(CAMERA, 50000))).isFalse();
    assertThat(latch.takesRtp(rtp(96), at(CAMERA, 50000))).isFalse();
    assertThat(latch.takesRtcp(at(CAMERA, 50001))).isFalse();
    assertThat(quirks)
        .containsExactly(
            "transport-other-source-port no server_port",
            "second-source-port",
            "second-source-port");
  }

  /** Who fakes the server's address and is the first keeps the server out only until it sends. */
  @Test
  void mediaOfTheAnnouncedPortTakesThePlaceOfThatOfALearnedOne() {
    SourceLatch latch = latch(CAMERA_ALONE, ANNOUNCED);
    latch.takesRtp(rtp(96), at(CAMERA, 50000));
    assertThat(latch.takesRtp(rtp(50), at(CAMERA, 6970))).as("no media").isFalse();
    assertThat(latch.takesRtp(rtp(96), at(CAMERA, 6970))).isTrue();
    assertThat(latch.takesRtp(rtp(96), at(CAMERA, 50000))).isFalse();
    assertThat(latch.takesRtcp(at(CAMERA, 50001))).isFalse();
    assertThat(latch.rtpTarget()).isEqualTo(at(CAMERA, 6970));
    assertThat(latch.rtcpTarget()).isEqualTo(at(CAMERA, 6971));
  }

  @Test
  void takesNothingOfAnyoneElse() {
    SourceLatch latch = latch(CAMERA_ALONE, ANNOUNCED);
    for (int i = 0; i < 3; i++) {
      assertThat(latch.takesRtp(rtp(96), at(STRANGER, 6970))).isFalse();
      assertThat(latch.takesRtcp(at(STRANGER, 6971))).isFalse();
      latch.takesRtp(rtp(96), at(CAMERA, 41234));
    }
    assertThat(quirks).as("strangers are no quirk of the server's").hasSize(1);
  }

  @Test
  void mediaOfANamedSourceIsTakenButNothingIsSentThere() {
    SourceLatch latch = latch(CAMERA_AND_RELAY, ANNOUNCED);
    assertThat(latch.takesRtp(rtp(96), at(RELAY, 6970))).isTrue();
    assertThat(latch.takesRtcp(at(RELAY, 6971))).isTrue();
    assertThat(latch.rtpTarget()).isEqualTo(at(CAMERA, 6970));
    assertThat(latch.rtcpTarget()).isEqualTo(at(CAMERA, 6971));
    assertThat(latch.takesRtp(rtp(96), at(CAMERA, 6970))).as("one at a time").isFalse();
  }

  @Test
  void thePortOfANamedSourceIsLearnedAsWell() {
    SourceLatch latch = latch(CAMERA_AND_RELAY, null);
    assertThat(latch.takesRtp(rtp(96), at(RELAY, 41234))).isTrue();
    assertThat(latch.takesRtcp(at(RELAY, 41235))).isTrue();
    assertThat(latch.rtpTarget()).isNull();
    assertThat(latch.rtcpTarget()).isNull();
  }

  @Test
  void packetsGoToANamedSourceThatThePolicyAllows() {
    SourceLatch latch = latch(RELAY_THAT_IS_ALLOWED, ANNOUNCED);
    assertThat(latch.rtpTarget()).isEqualTo(at(RELAY, 6970));
    assertThat(latch.rtcpTarget()).isEqualTo(at(RELAY, 6971));
    latch.takesRtp(rtp(96), at(RELAY, 41234));
    assertThat(latch.rtpTarget()).isEqualTo(at(RELAY, 41234));
    assertThat(latch.rtcpTarget()).isEqualTo(at(RELAY, 41235));
  }

  @Test
  void thereIsNoPortAboveTheLast() {
    SourceLatch latch = latch(CAMERA_ALONE, ANNOUNCED);
    assertThat(latch.takesRtp(rtp(96), at(CAMERA, 65535))).isTrue();
    assertThat(latch.rtcpTarget()).isEqualTo(at(CAMERA, 6971));
  }

  @Test
  void onlyTheAnnouncedPortIsBelievedWhereTheApplicationWantsItSo() {
    believed = UdpOptions.Source.ANNOUNCED;
    SourceLatch latch = latch(CAMERA_ALONE, ANNOUNCED);
    assertThat(latch.takesRtp(rtp(96), at(CAMERA, 41234))).isFalse();
    assertThat(latch.takesRtp(rtp(96), at(CAMERA, 41234))).isFalse();
    assertThat(latch.takesRtcp(at(CAMERA, 41235))).isFalse();
    assertThat(latch.takesRtp(rtp(96), at(CAMERA, 6970))).isTrue();
    assertThat(latch.takesRtcp(at(CAMERA, 6971))).isTrue();
    assertThat(quirks)
        .containsExactly(
            "unannounced-source-port server_port=6970-6971, media from 41234",
            "unannounced-source-port server_port=6970-6971, media from 41234");
  }

  @Test
  void whereNoPortIsAnnouncedThatOfMediaIsLearnedAllTheSame() {
    believed = UdpOptions.Source.ANNOUNCED;
    SourceLatch latch = latch(CAMERA_ALONE, null);
    assertThat(latch.takesRtp(rtp(96), at(CAMERA, 41234))).isTrue();
  }

  @Test
  void reportsGoToMediasPortWhereTheyShareIt() {
    SourceLatch latch = latch(CAMERA_ALONE, new PortPair(6970, 6970));
    latch.multiplex();
    assertThat(latch.rtcpTarget()).isEqualTo(at(CAMERA, 6970));
    latch.takesRtp(rtp(96), at(CAMERA, 41234));
    assertThat(latch.rtcpTarget()).isEqualTo(at(CAMERA, 41234));
  }
}
