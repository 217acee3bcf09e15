package io.rtsper.api.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What holds for all packets and all numbers. */
class RtpPropertiesTest {

  private static final long MAX_UNSIGNED = 0xFFFF_FFFFL;

  /** Bytes that begin like a packet more often than chance has it. */
  @Provide
  Arbitrary<byte[]> bytes() {
    Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofMaxSize(80);
    return Arbitraries.oneOf(any, any.map(RtpPropertiesTest::asVersion2));
  }

  private static byte[] asVersion2(byte[] bytes) {
    if (bytes.length > 0) {
      bytes[0] = (byte) (bytes[0] & 0x3F | 0x80);
    }
    if (bytes.length > 15) {
      bytes[14] = 0;
      bytes[15] &= 7;
    }
    return bytes;
  }

  @Property(tries = 3000)
  void anyBytesAreAPacketOrRejected(@ForAll("bytes") byte[] bytes) {
    PacketLaws.rtp(bytes);
  }

  @Provide
  Arbitrary<RtpPacketBytes> packets() {
    Arbitrary<long[]> csrcs =
        Arbitraries.longs().between(0, MAX_UNSIGNED).array(long[].class).ofMaxSize(15);
    Arbitrary<byte[]> words =
        Arbitraries.integers()
            .between(0, 6)
            .flatMap(n -> Arbitraries.bytes().array(byte[].class).ofSize(n * 4));
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 127),
            Arbitraries.integers().between(0, 65535),
            Arbitraries.longs().between(0, MAX_UNSIGNED),
            Arbitraries.longs().between(0, MAX_UNSIGNED),
            csrcs,
            Arbitraries.integers().between(RtpPacketBytes.NO_EXTENSION, 65535),
            words)
        .flatAs(
            (marker, type, sequence, timestamp, ssrc, sources, profile, extension) ->
                Combinators.combine(
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(100),
                        Arbitraries.integers().between(0, 255))
                    .as(
                        (payload, padding) ->
                            new RtpPacketBytes(
                                marker, type, sequence, timestamp, ssrc, sources, profile,
                                extension, payload, padding)));
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void readsBackWhatWasPutTogether(
      @ForAll("packets") RtpPacketBytes made, @ForAll @IntRange(max = 9) int offset) {
    byte[] wire = made.toArray();
    ByteBuffer buffer = ByteBuffer.allocateDirect(offset + wire.length + 5).put(offset, wire);
    RtpPacket packet = new RtpPacket();

    assertThat(packet.wrap(buffer, offset, wire.length)).isTrue();

    assertThat(packet.marker()).isEqualTo(made.marker());
    assertThat(packet.payloadType()).isEqualTo(made.payloadType());
    assertThat(packet.sequenceNumber()).isEqualTo(made.sequenceNumber());
    assertThat(packet.timestamp()).isEqualTo(made.timestamp());
    assertThat(packet.ssrc()).isEqualTo(made.ssrc());
    assertThat(packet.csrcCount()).isEqualTo(made.csrcs().length);
    for (int i = 0; i < made.csrcs().length; i++) {
      assertThat(packet.csrc(i)).isEqualTo(made.csrcs()[i]);
    }
    boolean extended = made.extensionProfile() != RtpPacketBytes.NO_EXTENSION;
    assertThat(packet.hasExtension()).isEqualTo(extended);
    assertThat(packet.extensionProfile()).isEqualTo(made.extensionProfile());
    assertThat(packet.extensionLength()).isEqualTo(extended ? made.extension().length : 0);
    assertThat(packet.paddingLength()).isEqualTo(made.padding());
    byte[] payload = new byte[packet.payloadLength()];
    packet.copyPayload(payload, 0);
    assertThat(payload).isEqualTo(made.payload());
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void everyShorterPieceOfAPacketIsHandled(@ForAll("packets") RtpPacketBytes made) {
    byte[] wire = made.toArray();
    RtpPacket packet = new RtpPacket();
    for (int length = 0; length < wire.length; length++) {
      byte[] piece = Arrays.copyOf(wire, length);
      boolean valid = packet.wrap(ByteBuffer.wrap(piece), 0, length);
      assertThat(valid).isEqualTo(packet.problem() == RtpPacket.Problem.NONE);
      assertThat(packet.length()).isEqualTo(valid ? length : 0);
    }
  }

  @Property
  void sequenceDifferencesAreAntisymmetric(
      @ForAll @IntRange(max = 65535) int a, @ForAll @IntRange(max = 65535) int b) {
    int difference = RtpSequence.difference(a, b);
    assertThat(difference).isBetween(-32768, 32767);
    assertThat((b + difference) & 0xFFFF).isEqualTo(a);
    if (difference != -32768) {
      assertThat(RtpSequence.difference(b, a)).isEqualTo(-difference);
      assertThat(Integer.signum(RtpSequence.compare(a, b)))
          .isEqualTo(-Integer.signum(RtpSequence.compare(b, a)));
    }
    assertThat(RtpSequence.compare(a, b) == 0).isEqualTo(a == b);
    assertThat(RtpSequence.difference(RtpSequence.next(a), a)).isEqualTo(1);
  }

  @Property
  void anExtendedSequenceIsTheNearestWithItsLowBits(
      @ForAll @IntRange(max = 65535) int sequence,
      @ForAll @LongRange(min = -(1L << 60), max = 1L << 60) long reference) {
    long extended = RtpSequence.extend(sequence, reference);
    assertThat(extended & 0xFFFF).isEqualTo(sequence);
    assertThat(extended - reference).isBetween(-32768L, 32767L);
  }

  @Property
  void anExtendedTimestampIsTheNearestWithItsLowBits(
      @ForAll @LongRange(max = MAX_UNSIGNED) long timestamp,
      @ForAll @LongRange(min = -(1L << 60), max = 1L << 60) long reference) {
    long extended = RtpSequence.extendTimestamp(timestamp, reference);
    assertThat(extended & MAX_UNSIGNED).isEqualTo(timestamp);
    assertThat(extended - reference).isBetween(-(1L << 31), (1L << 31) - 1);
    assertThat(RtpSequence.timestampDifference(extended, reference))
        .isEqualTo((int) (extended - reference));
  }

  @Property
  void extendingAStreamOfSmallStepsGivesItBack(
      @ForAll @LongRange(max = 1L << 40) long start,
      @ForAll @IntRange(min = -32768, max = 32767) int step) {
    long next = start + step;
    assertThat(RtpSequence.extend((int) (next & 0xFFFF), start)).isEqualTo(next);
    assertThat(RtpSequence.extendTimestamp(next & MAX_UNSIGNED, start)).isEqualTo(next);
  }
}
