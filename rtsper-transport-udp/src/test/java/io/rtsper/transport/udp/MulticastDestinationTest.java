package io.rtsper.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.header.PortPair;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.header.TransportHeaderBuilder;
import io.rtsper.testkit.contract.ContractLoop;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What answers and descriptions of servers mean. */
class MulticastDestinationTest {

  private final ContractLoop loop;
  private final SessionSide session;

  MulticastDestinationTest() throws Exception {
    loop = ContractLoop.start();
    session = new SessionSide(loop);
    session.server = address("10.9.0.2");
  }

  @AfterEach
  void endLoop() throws Exception {
    loop.close();
  }

  private static InetAddress address(String literal) throws Exception {
    return InetAddress.getByName(literal);
  }

  private static TransportHeaderBuilder answer() {
    return TransportHeader.builder().multicast(true);
  }

  private MulticastDestination read(TransportHeaderBuilder answer) {
    return MulticastDestination.of(answer.build(), session);
  }

  /** {@code RTP/AVP;multicast;destination=239.7.0.1;ttl=16;port=6000-6001;mode="PLAY"}. */
  @Test
  void gstreamer122NamesGroupPortsAndTimeToLiveAndNoSource() throws Exception {
    session.connection("IN IP4 0.0.0.0");
    MulticastDestination to =
        read(answer().destination("239.7.0.1").ttl(16).port(new PortPair(6000, 6001)).mode("PLAY"));
    assertThat(to)
        .isEqualTo(
            new MulticastDestination(
                address("239.7.0.1"), new PortPair(6000, 6001), 16, List.of(), List.of()));
    assertThat(session.quirks).isEmpty();
  }

  /** A pool of 232/8 without any source: the RTSP server is the guess. */
  @Test
  void gstreamer122NamesNoSourceOfASourceSpecificGroup() throws Exception {
    MulticastDestination to =
        read(answer().destination("232.7.0.1").port(new PortPair(6000, 6001)));
    assertThat(to.included()).containsExactly(address("10.9.0.2"));
    assertThat(session.quirks).containsExactly("multicast-source-guessed 232.7.0.1");
  }

  @Test
  void live555NamesTheSource() throws Exception {
    session.connection("IN IP4 232.5.6.7/255").attribute("source-filter", "incl IN IP4 * 10.9.0.2");
    MulticastDestination to =
        read(
            answer()
                .destination("232.5.6.7")
                .source("10.9.0.2")
                .port(new PortPair(18888, 18889))
                .ttl(255));
    assertThat(to.included()).containsExactly(address("10.9.0.2"));
    assertThat(to.timeToLive()).isEqualTo(255);
    assertThat(session.quirks).isEmpty();
  }

  @Test
  void whatTheAnswerDoesntSayTheDescriptionDoes() throws Exception {
    session
        .connection("IN IP4 232.5.6.7/63")
        .attribute("source-filter", "incl IN IP4 232.5.6.7 10.9.0.3 10.9.0.4");
    session.media.port(18888, 1);
    MulticastDestination to = read(answer());
    assertThat(to)
        .isEqualTo(
            new MulticastDestination(
                address("232.5.6.7"),
                new PortPair(18888, 18889),
                63,
                List.of(address("10.9.0.3"), address("10.9.0.4")),
                List.of()));
    assertThat(session.quirks)
        .containsExactly(
            "multicast-from-description destination", "multicast-from-description port");
  }

  /** A filter of another group says nothing, one that excludes joins the group for all others. */
  @Test
  void filtersAreThoseOfTheGroup() throws Exception {
    session.attribute("source-filter", "incl IN IP4 239.0.0.9 10.9.0.3");
    TransportHeaderBuilder answer = answer().destination("239.7.0.1").port(new PortPair(2, 3));
    assertThat(read(answer).included()).isEmpty();
    SessionSide other = new SessionSide(loop).attribute("source-filter", "excl IN IP4 * 10.9.0.3");
    MulticastDestination to = MulticastDestination.of(answer.build(), other);
    assertThat(to.isSourceSpecific()).isFalse();
    assertThat(to.excluded()).containsExactly(address("10.9.0.3"));
  }

  @Test
  void portsInAnotherParameterAreTaken() throws Exception {
    MulticastDestination to =
        read(answer().destination("239.7.0.1").clientPort(new PortPair(6000, 6001)));
    assertThat(to.ports()).isEqualTo(new PortPair(6000, 6001));
    assertThat(session.quirks).containsExactly("multicast-other-port-parameter");
  }

  @ParameterizedTest
  @CsvSource({
    "232.0.0.1, true",
    "231.255.255.255, false",
    "233.0.0.1, false",
    "ff3e::8000:1, true",
    "ff35::1, true",
    "ff3e:30:2001:db8::1, false",
    "ff1e::1, false"
  })
  void someGroupsHaveSources(String group, boolean sources) throws Exception {
    session.server = address(group.indexOf(':') < 0 ? "10.9.0.2" : "2001:db8::2");
    MulticastDestination to = read(answer().destination(group).port(new PortPair(2, 3)));
    assertThat(to.isSourceSpecific()).isEqualTo(sources);
    assertThat(session.quirks).hasSize(sources ? 1 : 0);
  }

  @Test
  void aSourceOfTheOtherFamilyIsNone() throws Exception {
    MulticastDestination to =
        read(answer().destination("239.7.0.1").source("2001:db8::2").port(new PortPair(2, 3)));
    assertThat(to.included()).isEmpty();
    assertThat(read(answer().destination("ff3e::8000:1").port(new PortPair(2, 3))).included())
        .as("the server has no address of IPv6")
        .isEmpty();
  }

  /** Linux lets a socket have ten; with more, all are heard and those of others dropped here. */
  @Test
  void moreSourcesThanASocketTakesAreJoinedForAll() throws Exception {
    String sources =
        IntStream.rangeClosed(1, 11).mapToObj(i -> "10.9.1." + i).collect(Collectors.joining(" "));
    session.attribute("source-filter", "incl IN IP4 * " + sources);
    MulticastDestination to =
        read(answer().destination("232.7.0.1").port(new PortPair(6000, 6001)));
    assertThat(to.joined()).isEmpty();
    assertThat(to.included()).hasSize(11);
    assertThat(to.isSourceSpecific()).isTrue();
  }

  @Test
  void onePortForBothIsAgreedOnByRtcpMuxOrEqualPorts() {
    TransportHeaderBuilder answer = answer().destination("239.7.0.1");
    assertThat(read(answer.port(new PortPair(6000, 6001))).isMultiplexed()).isFalse();
    assertThat(read(answer.port(new PortPair(6000, 6000))).isMultiplexed()).isTrue();
    assertThat(read(answer.port(new PortPair(6000, 6001)).parameter("rtcp-mux", "")).ports())
        .isEqualTo(new PortPair(6000, 6000));
  }

  @Test
  void withoutAGroupOrAPortItIsAProtocolErrorThatQuotesTheAnswer() {
    session.connection("IN IP4 0.0.0.0");
    assertThatThrownBy(() -> read(answer().destination("10.0.0.1").port(new PortPair(2, 3))))
        .isInstanceOf(RtspProtocolException.class)
        .hasMessageContaining("track 0 (video)")
        .hasMessageContaining("destination=10.0.0.1")
        .hasMessageContaining("doesn't name a group, nor does its description");
    assertThatThrownBy(() -> read(answer().destination("239.7.0.1").port(new PortPair(0, 1))))
        .isInstanceOf(RtspProtocolException.class)
        .hasMessageContaining("doesn't name a port, nor does its description");
  }
}
