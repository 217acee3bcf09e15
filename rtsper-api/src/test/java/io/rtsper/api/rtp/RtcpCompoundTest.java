package io.rtsper.api.rtp;

import static io.rtsper.api.rtp.WireBytes.hex;
import static io.rtsper.api.rtp.WireBytes.wire;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compound packets as RFC 3550 has them. */
class RtcpCompoundTest {

  private static final String SENDER_REPORT =
      """
      81C8000C 11111111
      B44DB705 20000000 00015F90 00000064 00001F40
      22222222 19FFFFFE 00030042 0000000A B7052000 00054000
      """;

  private static final String CNAME = "81CA0004 11111111 0107 63616D40686F6D 000000";

  private final RtcpCompound compound = new RtcpCompound();

  private boolean wrap(byte[] bytes) {
    return compound.wrap(ByteBuffer.wrap(bytes), 0, bytes.length);
  }

  @Test
  void readsASenderReport() {
    assertThat(wrap(hex(SENDER_REPORT))).isTrue();
    assertThat(compound.conforming()).isTrue();
    assertThat(compound.packetCount()).isEqualTo(1);
    assertThat(compound.next()).isTrue();
    assertThat(compound.type()).isEqualTo(RtcpType.SENDER_REPORT);
    assertThat(compound.count()).isEqualTo(1);
    assertThat(compound.ssrc()).isEqualTo(0x1111_1111L);
    assertThat(compound.packetLength()).isEqualTo(52);
    assertThat(compound.hasSenderInfo()).isTrue();

    RtcpSenderInfo info = compound.senderInfo();
    assertThat(NtpTime.toInstant(info.ntp())).isEqualTo(Instant.parse("1995-11-10T11:33:25.125Z"));
    assertThat(info.rtpTimestamp()).isEqualTo(90_000);
    assertThat(info.packetCount()).isEqualTo(100);
    assertThat(info.octetCount()).isEqualTo(8000);
    assertThat(info).hasToString("NTP=1995-11-10T11:33:25.125Z RTP=90000 Packets=100 Octets=8000");

    assertThat(compound.reportBlockCount()).isEqualTo(1);
    RtcpReportBlock block = compound.reportBlock(0);
    assertThat(block.ssrc()).isEqualTo(0x2222_2222L);
    assertThat(block.fractionLost()).isEqualTo(25);
    assertThat(block.cumulativeLost()).isEqualTo(-2);
    assertThat(block.highestSequence()).isEqualTo(0x3_0042L);
    assertThat(block.jitter()).isEqualTo(10);
    assertThat(block.lastSenderReport()).isEqualTo(0xB705_2000L);
    assertThat(block.delaySinceLastSenderReport()).isEqualTo(0x5_4000L);
    assertThat(block)
        .hasToString(
            "SSRC=0x22222222 Fraction=25/256 Lost=-2 Highest=196674 Jitter=10"
                + " LSR=0xB7052000 DLSR=344064");
    assertThatThrownBy(() -> compound.reportBlock(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(compound.next()).isFalse();
  }

  @Test
  void readsACompoundOfReportAndDescription() {
    assertThat(wrap(hex(SENDER_REPORT + CNAME))).isTrue();
    assertThat(compound.conforming()).isTrue();
    assertThat(compound.packetCount()).isEqualTo(2);
    compound.next();
    assertThat(compound.next()).isTrue();
    assertThat(compound.type()).isEqualTo(RtcpType.SOURCE_DESCRIPTION);

    RtcpSourceDescription items = compound.sourceDescription();
    assertThat(items.next()).isTrue();
    assertThat(items.ssrc()).isEqualTo(0x1111_1111L);
    assertThat(items.type()).isEqualTo(RtcpSourceDescription.CNAME);
    assertThat(items.text()).isEqualTo("cam@hom");
    assertThat(items.textLength()).isEqualTo(7);
    assertThat(compound.buffer().get(items.textOffset())).isEqualTo((byte) 'c');
    assertThat(items.next()).isFalse();
    assertThat(items.next()).isFalse();
  }

  @Test
  void readsAReceiverReportWithMoreThanOneBlock() {
    WireBytes body = wire().int32(0xAAAA_AAAAL);
    for (int i = 0; i < 3; i++) {
      body.int32(100 + i).int32(0x0080_0000).int32(i).int32(0).int32(0).int32(0);
    }
    assertThat(wrap(wire().rtcp(RtcpType.RECEIVER_REPORT, 3, body).toArray())).isTrue();
    assertThat(compound.conforming()).isTrue();
    compound.next();
    assertThat(compound.hasSenderInfo()).isFalse();
    assertThatIllegalStateException().isThrownBy(compound::senderInfo);
    assertThat(compound.reportBlockCount()).isEqualTo(3);
    assertThat(compound.reportBlock(2).ssrc()).isEqualTo(102);
    assertThat(compound.reportBlock(2).highestSequence()).isEqualTo(2);
    assertThat(compound.reportBlock(0).cumulativeLost()).isEqualTo(-0x80_0000);
  }

  @Test
  void readsAllItemsOfAllChunks() {
    WireBytes body =
        wire()
            .int32(1)
            .bytes(1, 2)
            .text("ab")
            .bytes(6, 0)
            .bytes(0, 0) // fills the word
            .int32(2)
            .bytes(0, 0, 0, 0) // a chunk without items
            .int32(3)
            .bytes(2, 1)
            .text("c")
            .bytes(0);
    assertThat(wrap(wire().rtcp(RtcpType.SOURCE_DESCRIPTION, 3, body).toArray())).isTrue();
    assertThat(compound.deviations()).containsExactly(RtcpDeviation.NO_LEADING_REPORT);
    compound.next();
    RtcpSourceDescription items = compound.sourceDescription();
    StringBuilder seen = new StringBuilder();
    while (items.next()) {
      seen.append(items.ssrc()).append(':').append(items.type()).append('=');
      seen.append(items.text()).append(' ');
    }
    assertThat(seen).hasToString("1:1=ab 1:6= 3:2=c ");
  }

  @Test
  void readsAGoodbyeWithItsReason() {
    WireBytes body = wire().int32(7).int32(8).bytes(4).text("stop").bytes(0, 0, 0);
    assertThat(wrap(wire().bytes(hex("80C90001 00000009")).rtcp(203, 2, body).toArray())).isTrue();
    assertThat(compound.conforming()).isTrue();
    compound.next();
    assertThat(compound.byeSsrcCount()).isZero();
    assertThat(compound.byeReason()).isEmpty();
    compound.next();
    assertThat(compound.byeSsrcCount()).isEqualTo(2);
    assertThat(compound.byeSsrc(1)).isEqualTo(8);
    assertThat(compound.byeReason()).isEqualTo("stop");
    assertThatThrownBy(() -> compound.byeSsrc(2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void readsWhatAnApplicationDefines() {
    WireBytes body = wire().int32(5).text("QTSI").int32(0xCAFE);
    assertThat(wrap(wire().rtcp(204, 3, body).toArray())).isTrue();
    compound.next();
    assertThat(compound.ssrc()).isEqualTo(5);
    assertThat(compound.count()).isEqualTo(3);
    assertThat(compound.applicationName()).isEqualTo("QTSI");
    assertThat(compound.bodyLength()).isEqualTo(4);
    assertThat(compound.buffer().getInt(compound.bodyOffset())).isEqualTo(0xCAFE);
    assertThat(compound.feedbackMediaSsrc()).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(ints = {205, 206})
  void readsFeedback(int type) {
    WireBytes body = wire().int32(5).int32(0xFFFF_FFFEL).int32(0x1234_0001);
    assertThat(wrap(wire().rtcp(type, 1, body).toArray())).isTrue();
    compound.next();
    assertThat(compound.feedbackMediaSsrc()).isEqualTo(0xFFFF_FFFEL);
    assertThat(compound.count()).isEqualTo(1);
    assertThat(compound.bodyLength()).isEqualTo(4);
    assertThat(compound.applicationName()).isEmpty();
  }

  @Test
  void takesPaddingOffTheLastPacket() {
    byte[] bytes = hex("80C90001 00000009 A1CB0003 00000007 00000000 00000008");
    assertThat(wrap(bytes)).isTrue();
    assertThat(compound.conforming()).isTrue();
    compound.next();
    compound.next();
    assertThat(compound.packetLength()).isEqualTo(16);
    assertThat(compound.contentLength()).isEqualTo(8);
    assertThat(compound.byeSsrcCount()).isEqualTo(1);
    assertThat(compound.byeReason()).isEmpty();
  }

  @Test
  void readsTheSameAgainAfterRewinding() {
    wrap(hex(SENDER_REPORT + CNAME));
    for (int round = 0; round < 2; round++) {
      int types = 0;
      while (compound.next()) {
        types = types * 1000 + compound.type();
      }
      assertThat(types).isEqualTo(200202);
      compound.rewind();
    }
  }

  @Test
  void readsFromAnywhereInAnyKindOfBuffer() {
    byte[] bytes = hex(SENDER_REPORT + CNAME);
    ByteBuffer buffer = ByteBuffer.allocateDirect(200).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(5, bytes).position(50);
    assertThat(compound.wrap(buffer, 5, bytes.length)).isTrue();
    compound.next();
    assertThat(compound.packetOffset()).isEqualTo(5);
    assertThat(compound.senderInfo().rtpTimestamp()).isEqualTo(90_000);
    assertThat(compound.reportBlock(0).cumulativeLost()).isEqualTo(-2);
    assertThat(buffer.position()).isEqualTo(50);
  }

  @Test
  void takesAPacketLongerThanAnEthernetFrame() {
    WireBytes body = wire().int32(5).text("LONG").bytes(new byte[60_000]);
    assertThat(wrap(wire().bytes(hex("80C90001 00000009")).rtcp(204, 0, body).toArray())).isTrue();
    assertThat(compound.packetCount()).isEqualTo(2);
    assertThat(compound.conforming()).isTrue();
  }

  @Test
  void aCopyStaysWhenTheBufferChanges() {
    byte[] bytes = hex(SENDER_REPORT + CNAME);
    wrap(bytes);
    compound.next();
    RtcpCompound copy = compound.copy();
    Arrays.fill(bytes, (byte) 0);
    assertThat(copy.next()).isTrue();
    assertThat(copy.type()).isEqualTo(RtcpType.SENDER_REPORT);
    assertThat(copy.senderInfo().packetCount()).isEqualTo(100);
    assertThat(copy.length()).isEqualTo(bytes.length);
  }

  @Test
  void isAViewOfNothingAtFirst() {
    assertThat(compound.packetCount()).isZero();
    assertThat(compound.next()).isFalse();
    assertThat(compound.type()).isZero();
    assertThat(compound.ssrc()).isEqualTo(-1);
    assertThat(compound.reportBlockCount()).isZero();
    assertThat(compound).hasToString("RTCP (none)");
    assertThatIllegalStateException().isThrownBy(compound::copy);
  }

  @Test
  void printsItsPackets() {
    wrap(hex(SENDER_REPORT + CNAME + "80CB0000"));
    compound.next();
    assertThat(compound)
        .hasToString(
            "RTCP SR(SSRC=0x11111111 Count=1 Length=52) SDES(SSRC=0x11111111 Count=1 Length=20)"
                + " BYE(Count=0 Length=4)");
    assertThat(compound.type()).isEqualTo(RtcpType.SENDER_REPORT);
  }

  @Test
  void tellsRtcpFromRtpByItsType() {
    assertThat(RtcpType.isRtcp(191)).isFalse();
    assertThat(RtcpType.isRtcp(192)).isTrue();
    assertThat(RtcpType.isRtcp(223)).isTrue();
    assertThat(RtcpType.isRtcp(224)).isFalse();
    assertThat(RtcpType.name(RtcpType.TRANSPORT_FEEDBACK)).isEqualTo("RTPFB");
    assertThat(RtcpType.name(195)).isEqualTo("195");
  }
}
