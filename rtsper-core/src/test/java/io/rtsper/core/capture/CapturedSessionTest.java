package io.rtsper.core.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.header.PortPair;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.core.context.SessionMemory;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recorded of connections and datagrams: packets, their numbers and their times. */
class CapturedSessionTest {

  private static final long SECOND = 1_000_000_000L;

  private final CaptureQueue queue = new CaptureQueue(new SessionMemory(32 << 20));
  private final PacketRecorder recorder =
      new PacketRecorder(
          queue, InstantSource.fixed(Instant.ofEpochSecond(1_000_000)), Path.of("x.pcapng"));

  /** A packet of the file. */
  private record Packet(long nanos, byte[] bytes) {

    int sequence() {
      return ByteBuffer.wrap(bytes).getInt(24);
    }

    int acknowledged() {
      return ByteBuffer.wrap(bytes).getInt(28);
    }

    int flags() {
      return bytes[33] & 0xFF;
    }

    boolean fromServer() {
      return bytes[15] == 2;
    }

    byte[] payload() {
      byte[] payload = new byte[bytes.length - 40];
      System.arraycopy(bytes, 40, payload, 0, payload.length);
      return payload;
    }
  }

  private List<Packet> packets() throws InterruptedException {
    queue.end();
    List<Packet> packets = new ArrayList<>();
    for (ByteBuffer chunk = queue.take(); chunk != null; chunk = queue.take()) {
      for (int at = 0; at < chunk.limit(); at += chunk.getInt(at + 4)) {
        byte[] bytes = new byte[chunk.getInt(at + 20)];
        chunk.get(at + 28, bytes);
        packets.add(new Packet(chunk.getLong(at + 12), bytes));
      }
    }
    return packets;
  }

  private static InetSocketAddress at(int host, int port) throws Exception {
    byte[] address = {10, 0, 0, (byte) host};
    return new InetSocketAddress(InetAddress.getByAddress(address), port);
  }

  private CapturedConnection connected() throws Exception {
    recorder.synchronise(5 * SECOND);
    recorder.now(5 * SECOND);
    return CapturedConnection.open(recorder, at(1, 50_000), at(2, 8554), false);
  }

  private static RtspRequest options() {
    return RtspRequest.of(RtspMethod.OPTIONS, "*", RtspHeaders.of("CSeq", "1"), new byte[0]);
  }

  @Test
  void aConnectionIsAStreamFromItsBeginningToItsEnd() throws Exception {
    CapturedConnection connection = connected();
    connection.sent(options(), 6 * SECOND);
    connection.batchStarts(7 * SECOND);
    connection.received(RtspResponse.of(200, "OK", RtspHeaders.of("CSeq", "1"), new byte[0]));
    connection.received(1, ByteBuffer.wrap(new byte[] {9, 9, 1, 2, 3, 9}), 2, 3);
    connection.ended(true, "gone", 8 * SECOND);
    List<Packet> packets = packets();
    assertThat(packets).hasSize(9);
    assertThat(packets).extracting(Packet::flags).startsWith(0x02, 0x12, 0x10, 0x18);
    assertThat(new String(packets.get(3).payload(), ISO_8859_1))
        .isEqualTo("OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n");
    assertThat(new String(packets.get(4).payload(), ISO_8859_1))
        .isEqualTo("RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n");
    assertThat(packets.get(5).payload()).containsExactly('$', 1, 0, 3, 1, 2, 3);
    assertThat(packets.get(6).flags()).isEqualTo(0x11);
    assertThat(packets.get(6).fromServer()).isTrue();
    assertThat(packets)
        .extracting(Packet::nanos)
        .containsExactly(
            1_000_000 * SECOND,
            1_000_000 * SECOND,
            1_000_000 * SECOND,
            1_000_001 * SECOND,
            1_000_002 * SECOND,
            1_000_002 * SECOND,
            1_000_003 * SECOND,
            1_000_003 * SECOND,
            1_000_003 * SECOND);
    assertNumbersFollow(packets);
  }

  /** Each side's numbers count its bytes, and acknowledge the other's. */
  private static void assertNumbersFollow(List<Packet> packets) {
    int[] next = {0, 0};
    for (Packet packet : packets) {
      int side = packet.fromServer() ? 1 : 0;
      assertThat(packet.sequence()).isEqualTo(next[side]);
      if ((packet.flags() & 0x10) != 0) {
        assertThat(packet.acknowledged()).isEqualTo(next[1 - side]);
      }
      next[side] += packet.payload().length + ((packet.flags() & 0x03) != 0 ? 1 : 0);
    }
  }

  @Test
  void aFrameThatNoPacketHoldsIsSeveral() throws Exception {
    CapturedConnection connection = connected();
    byte[] longest = new byte[0xFFFF];
    longest[0xFFFE] = 7;
    connection.received(0, ByteBuffer.wrap(longest), 0, longest.length);
    List<Packet> packets = packets();
    assertNumbersFollow(packets);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    packets.forEach(packet -> stream.writeBytes(packet.payload()));
    assertThat(stream.size()).isEqualTo(4 + longest.length);
    assertThat(stream.toByteArray()).endsWith(7);
  }

  /** What is left out has no numbers, so that what comes later still joins what was before. */
  @Test
  void aStreamJoinsUpWhereRecordsWereLeftOut() throws Exception {
    CapturedConnection connection = connected();
    ByteBuffer payload = ByteBuffer.allocate(60_000);
    while (queue.dropped() == 0) {
      connection.received(0, payload, 0, payload.limit());
    }
    queue.written(Objects.requireNonNull(queue.take()));
    connection.received(0, payload, 0, 10);
    List<Packet> packets = packets();
    Packet last = packets.get(packets.size() - 1);
    Packet before = packets.get(packets.size() - 2);
    assertThat(last.payload()).hasSize(14);
    assertThat(last.sequence()).isEqualTo(before.sequence() + before.payload().length);
  }

  @Test
  void whatComesAfterTheEndIsNeitherWrittenNorMissing() throws Exception {
    CapturedConnection connection = connected();
    int before = packets().size();
    connection.ended(false, "late", 9 * SECOND);
    assertThat(before).isEqualTo(3);
    assertThat(queue.dropped()).isZero();
  }

  @Test
  void datagramsGoBetweenThePortsOfSetup() throws Exception {
    recorder.synchronise(0);
    TransportHeader offer = TransportHeader.udpUnicast(5000);
    TransportHeader answer = offer.toBuilder().serverPort(new PortPair(6000, 6001)).build();
    CapturedDatagrams track =
        CapturedDatagrams.of(
            recorder, new CapturedDatagrams.Ways(at(1, 50_000), at(2, 554), offer, answer, false));
    track.receivedRtp(ByteBuffer.wrap(new byte[] {0, 1}), 1, 1, 0);
    track.receivedRtcp(ByteBuffer.wrap(new byte[] {2}), 0, 1, 0);
    track.sentRtcp(ByteBuffer.wrap(new byte[] {3}), 0, 1, 0);
    assertThat(packets())
        .extracting(packet -> HexFormat.of().formatHex(packet.bytes(), 12, 24))
        .containsExactly(
            "0a000002" + "0a000001" + "17701388",
            "0a000002" + "0a000001" + "17711389",
            "0a000001" + "0a000002" + "13891771");
  }

  @Test
  void aGroupIsWhereItsPacketsGo() throws Exception {
    recorder.synchronise(0);
    TransportHeader answer =
        TransportHeader.builder()
            .multicast(true)
            .destination("239.1.2.3")
            .source("10.0.0.9")
            .port(new PortPair(7000, 7001))
            .build();
    CapturedDatagrams track =
        CapturedDatagrams.of(
            recorder, new CapturedDatagrams.Ways(at(1, 50_000), at(2, 554), answer, answer, false));
    track.receivedRtp(ByteBuffer.wrap(new byte[] {1}), 0, 1, 0);
    track.sentRtcp(ByteBuffer.wrap(new byte[] {3}), 0, 1, 0);
    assertThat(packets())
        .extracting(packet -> HexFormat.of().formatHex(packet.bytes(), 12, 24))
        .containsExactly(
            "0a000009" + "ef010203" + "1b581b58", "0a000001" + "ef010203" + "1b591b59");
  }

  /** Of the first the JVM makes 1.2.0.3, and of the others it asks a name server. */
  @ParameterizedTest
  @ValueSource(strings = {"1.2.3", "1.2.3.4.5", "999.1.1.1", "1.2.3.4.", ".", "camera"})
  void aSourceThatIsNoAddressIsNotLookedUp(String source) throws Exception {
    TransportHeader answer =
        TransportHeader.udpUnicast(5000).toBuilder()
            .serverPort(new PortPair(6000, 6001))
            .source(source)
            .build();
    CapturedDatagrams track =
        CapturedDatagrams.of(
            recorder, new CapturedDatagrams.Ways(at(1, 50_000), at(2, 554), answer, answer, false));
    track.receivedRtp(ByteBuffer.wrap(new byte[] {1}), 0, 1, 0);
    assertThat(packets())
        .extracting(packet -> HexFormat.of().formatHex(packet.bytes(), 12, 24))
        .containsExactly("0a000002" + "0a000001" + "17701388");
  }

  @Test
  void aPacketThatATransportSaysIsLongerThanItsBufferKeepsNobodyFromTheQueue() throws Exception {
    TransportHeader answer = TransportHeader.udpUnicast(5000);
    CapturedDatagrams track =
        CapturedDatagrams.of(
            recorder, new CapturedDatagrams.Ways(at(1, 50_000), at(2, 554), answer, answer, false));
    assertThatThrownBy(() -> track.receivedRtp(ByteBuffer.wrap(new byte[] {1}), 0, 2, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(CompletableFuture.supplyAsync(queue::packets).get(10, TimeUnit.SECONDS)).isZero();
  }
}
