package io.rtsper.core.receive;

import static io.rtsper.core.receive.Receiving.A;
import static io.rtsper.core.receive.Receiving.B;
import static io.rtsper.core.receive.Receiving.hex;
import static io.rtsper.core.receive.Receiving.overTcp;
import static io.rtsper.core.receive.Receiving.overUdp;
import static io.rtsper.core.receive.Receiving.rtp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.spi.MediaAgreement;
import io.rtsper.core.rtcp.RtcpQuirks;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RTCP: where it comes, sender reports, goodbyes. */
class TrackReceiverRtcpTest {

  private static final String SR_OF_A =
      "80C80006 AAAAAAAA B44DB705 20000000 00015F90 00000064 00001F40 ";
  private static final String SR_OF_B =
      "80C80006 BBBBBBBB B44DB705 20000000 00015F90 00000064 00001F40 ";
  private static final String BYE_OF_A = "80C90001 AAAAAAAA 81CB0001 AAAAAAAA ";

  @Test
  void handsOnCompoundPackets() {
    Receiving r = overTcp().send(A, 1).onRtcp(SR_OF_A + "81CA0002 AAAAAAAA 00000000");
    assertThat(r.log).endsWith("rtcp 2");
    assertThat(r.counts().rtcpPackets()).isEqualTo(1);
    assertThat(r.counts().rtcpMalformed()).isZero();
    assertThat(r.quirks).isEmpty();
  }

  @Test
  void theListenersCursorStandsBeforeTheFirstPacket() {
    StringBuilder types = new StringBuilder();
    Receiving r = overTcp();
    TrackReceiver receiver =
        new TrackReceiver(
            Receiving.track(90_000),
            new Listeners(
                null,
                (track, compound) -> {
                  while (compound.next()) {
                    types.append(compound.type()).append(' ');
                  }
                },
                new Delivery()),
            r,
            r,
            Receiving.asTheyCome());
    receiver.receiving(true, 0);
    byte[] bytes = hex(SR_OF_A + BYE_OF_A);
    receiver.onRtcp(ByteBuffer.wrap(bytes), 0, bytes.length, 0);
    assertThat(types).hasToString("200 201 203 ");
  }

  @Test
  void rtcpOnTheChannelOfRtpIsRtcp() {
    Receiving r = overTcp(96).send(A, 1).onRtp(hex(SR_OF_A));
    assertThat(r.log).endsWith("rtcp 1");
    assertThat(r.counts().malformed()).isZero();
    assertThat(r.quirks).containsExactly(PacketQuirks.RTCP_ON_RTP_CHANNEL);
  }

  @Test
  void rtcpOnTheChannelOfRtpIsNothingSpecialWhereItWasAgreedOn() {
    Receiving r = Receiving.of(90_000, MediaAgreement.unordered().multiplexed(true), 96);
    r.send(A, 1).onRtp(hex(SR_OF_A));
    assertThat(r.log).endsWith("rtcp 1");
    assertThat(r.quirks).isEmpty();
  }

  @Test
  void rtpOnTheChannelOfRtcpIsRtp() {
    Receiving r = overTcp(96);
    byte[] packet = rtp(A, 5, 0, 96);
    r.receiver.onRtcp(ByteBuffer.wrap(packet), 0, packet.length, 0);
    assertThat(r.log).containsExactly("source A", "packet 5");
    assertThat(r.counts().rtcpMalformed()).isZero();
    assertThat(r.quirks).containsExactly(PacketQuirks.RTP_ON_RTCP_CHANNEL);
  }

  /** Payload types 64 to 95 with the marker look like RTCP; what is listed is taken for RTP. */
  @Test
  void aListedPayloadTypeIsRtpThoughItLooksLikeRtcp() {
    Receiving r = overTcp(72).onRtp(rtp(A, 5, 0, 0x80 | 72));
    assertThat(r.log).containsExactly("source A", "packet 5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "80", "80C9", "40C90001 00000001", "80C90005 00000001", "C0600000"})
  void countsAndDropsWhatIsNoRtcp(String bytes) {
    Receiving r = overTcp().onRtcp(bytes);
    assertThat(r.log).isEmpty();
    assertThat(r.counts().rtcpMalformed()).isEqualTo(1);
    assertThat(r.counts().rtcpPackets()).isZero();
    assertThat(r.counts().malformed()).isZero();
  }

  @Test
  void countsACompoundThatIsReadInPartAsBoth() {
    Receiving r = overTcp().onRtcp("80C90001 AAAAAAAA 00000000 00000000");
    assertThat(r.log).containsExactly("rtcp 1");
    assertThat(r.counts().rtcpPackets()).isEqualTo(1);
    assertThat(r.counts().rtcpMalformed()).isEqualTo(1);
    assertThat(r.quirks).containsExactly(RtcpQuirks.RTCP_UNREADABLE_REST);
  }

  @Test
  void reportsASenderReportWithoutEndOfItsName() {
    Receiving r = overTcp().onRtcp(SR_OF_A + "81CA0003 AAAAAAAA 0106 414243444546");
    assertThat(r.counts().rtcpMalformed()).isZero();
    assertThat(r.quirks).containsExactly(RtcpQuirks.SDES_WITHOUT_END);
  }

  @Test
  void takesASenderReportThatComesBeforeTheFirstPacket() {
    Receiving r = overTcp().onRtcp(SR_OF_A).send(A, 1);
    assertThat(r.receiver.senderClock().lastSenderReport(A)).isEqualTo(0xB705_2000L);
    assertThat(r.quirks).isEmpty();
  }

  /** Tapo C320WS: reports of a source that sends nothing. */
  @Test
  void ignoresASenderReportOfAnotherSource() {
    Receiving r = overTcp().send(A, 1).onRtcp(SR_OF_A).onRtcp(SR_OF_B);
    assertThat(r.receiver.senderClock().lastSenderReport(A)).isEqualTo(0xB705_2000L);
    assertThat(r.receiver.senderClock().lastSenderReport(B)).isZero();
    assertThat(r.quirks).containsExactly(RtcpQuirks.RTCP_UNKNOWN_SSRC);
    assertThat(r.log).endsWith("rtcp 1", "rtcp 1");
  }

  @Test
  void aSenderReportWithoutTimeIsNoLeap() {
    String without = "80C80006 AAAAAAAA 00000000 00000000 00015F90 00000064 00001F40";
    Receiving r = overTcp().send(A, 1).onRtcp(SR_OF_A).onRtcp(without).onRtcp(SR_OF_A);
    assertThat(r.quirks).isEmpty();
  }

  /** ex_nvr#404: the clock of the reports leaps into the future. */
  @Test
  void aLeapOfTheSendersClockIsTakenAndTold() {
    String steady = "80C80006 AAAAAAAA B44DB70A 20000000 00083D60 00000064 00001F40";
    String leap = "80C80006 AAAAAAAA B54DB70F 20000000 000F1B30 00000064 00001F40";
    Receiving r = overTcp().send(A, 1).onRtcp(SR_OF_A).after(5_000).onRtcp(steady);
    assertThat(r.quirks).isEmpty();
    r.after(5_000).onRtcp(leap);
    assertThat(r.quirks).containsExactly(RtcpQuirks.SENDER_REPORT_JUMP);
    assertThat(r.receiver.senderClock().lastSenderReport(A)).isEqualTo(0xB70F_2000L);
  }

  @Test
  void tellsAGoodbyeOfTheSource() {
    Receiving r =
        overTcp().send(A, 1).onRtcp("80C90001 AAAAAAAA 81CB0003 AAAAAAAA 04646F6E 65000000");
    assertThat(r.log).endsWith("rtcp 2", "bye A done");
    assertThat(r.quirks).isEmpty();
  }

  @Test
  void aGoodbyeIsMeantASecondLater() {
    Receiving r = overTcp().send(A, 1).onRtcp(BYE_OF_A);
    assertThat(r.receiver.ended(r.now)).isFalse();
    assertThat(r.after(999).receiver.ended(r.now)).isFalse();
    assertThat(r.after(1).receiver.ended(r.now)).isTrue();
  }

  @Test
  void packetsThatWereUnderwayDelayTheEnd() {
    Receiving r = overTcp().send(A, 1).onRtcp(BYE_OF_A).after(600).send(A, 2);
    assertThat(r.after(500).receiver.ended(r.now)).isFalse();
    assertThat(r.after(500).receiver.ended(r.now)).isTrue();
    assertThat(r.quirks).isEmpty();
  }

  @Test
  void mediaThatGoesOnTakesTheGoodbyeBack() {
    Receiving r = overTcp().send(A, 1).onRtcp(BYE_OF_A).after(500).send(A, 2).after(600).send(A, 3);
    assertThat(r.quirks).containsExactly(PacketQuirks.MEDIA_AFTER_BYE);
    assertThat(r.after(60_000).receiver.ended(r.now)).isFalse();
    assertThat(r.counts().packets()).isEqualTo(3);
  }

  @Test
  void ignoresAGoodbyeOfAnotherSource() {
    Receiving r = overTcp().send(A, 1).onRtcp("80C90001 BBBBBBBB 81CB0001 BBBBBBBB");
    assertThat(r.log).endsWith("rtcp 2");
    assertThat(r.after(5_000).receiver.ended(r.now)).isFalse();
    assertThat(r.quirks).containsExactly(RtcpQuirks.RTCP_UNKNOWN_SSRC);
  }

  /** VLC 3.0.24 says so until its first sender report, which comes after five seconds. */
  @Test
  void vlc3024SaysGoodbyeWithoutItsSource() {
    Receiving r = overTcp().send(A, 1).onRtcp("80C90001 00000000 81CB0001 00000000");
    assertThat(r.log).endsWith("rtcp 2", "bye A");
    assertThat(r.after(1_000).receiver.ended(r.now)).isTrue();
    assertThat(r.quirks).containsExactly(RtcpQuirks.BYE_WITHOUT_SSRC);
  }

  @Test
  void aGoodbyeOfSource0IsOfAnotherSourceOnceTheSourceHasReported() {
    Receiving r = overTcp().send(A, 1).onRtcp(SR_OF_A);
    r.onRtcp("80C90001 00000000 81CB0001 00000000");
    assertThat(r.after(5_000).receiver.ended(r.now)).isFalse();
    assertThat(r.quirks).containsExactly(RtcpQuirks.RTCP_UNKNOWN_SSRC);
  }

  @Test
  void aSourceMayBe0() {
    Receiving r = overTcp().send(0, 1).onRtcp("80C90001 00000000 81CB0001 00000000");
    assertThat(r.log).endsWith("bye 0");
    assertThat(r.quirks).isEmpty();
  }

  @Test
  void ignoresAGoodbyeBeforeTheFirstPacketAndOneOfNobody() {
    Receiving r = overUdp().onRtcp(BYE_OF_A).send(A, 1).onRtcp("80C90001 AAAAAAAA 80CB0000");
    assertThat(r.after(5_000).receiver.ended(r.now)).isFalse();
    assertThat(r.log).doesNotContain("bye A");
  }

  @Test
  void anotherSourceAfterAGoodbyeGoesOn() {
    Receiving r = overTcp().send(A, 1).onRtcp(BYE_OF_A).send(B, 1);
    assertThat(r.after(5_000).receiver.ended(r.now)).isFalse();
    assertThat(r.quirks).isEmpty();
    assertThat(r.counts().ssrcChanges()).isEqualTo(1);
  }

  @Test
  void whatTheReporterThrowsInStrictModePasses() {
    TrackReceiver receiver =
        new TrackReceiver(
            Receiving.track(90_000),
            new Listeners(null, null, new Delivery()),
            overTcp(),
            (quirk, detail) -> {
              throw new IllegalStateException(quirk.name() + " at " + detail);
            },
            Receiving.asTheyCome());
    byte[] bytes = hex(SR_OF_A);
    assertThatThrownBy(() -> receiver.onRtp(ByteBuffer.wrap(bytes), 0, bytes.length, 0))
        .hasMessage("rtcp-on-rtp-channel at track 3");
  }
}
