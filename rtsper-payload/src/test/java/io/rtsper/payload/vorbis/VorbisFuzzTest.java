package io.rtsper.payload.vorbis;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.rtsper.payload.testing.Packet;
import io.rtsper.payload.testing.PacketScript;
import io.rtsper.payload.testing.Parts;
import io.rtsper.payload.testing.Receiver;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/** Gives any packets and headers. Without {@code JAZZER_FUZZ=1} the seeds are replayed. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class VorbisFuzzTest {

  static Stream<byte[]> scripts() {
    byte[] headers = VorbisStream.behindLength(VorbisStream.packed(2, 44_100));
    return Stream.of(
        PacketScript.of(VorbisDepacketizerTest.sample(1, 40).packets()),
        PacketScript.of(
            List.of(
                new Packet(0, false, Parts.joined(VorbisStream.prefix(7, 0, 1, 1), headers)),
                new Packet(0, false, Receiver.hex("00000701 0002 0e01")))),
        VorbisStream.packed(1, 16_000));
  }

  @MethodSource("scripts")
  @FuzzTest(maxDuration = "10m")
  void packets(byte @NotNull [] script) {
    PacketScript.play(VorbisDepacketizerTest.described(), script);
  }

  @MethodSource("scripts")
  @FuzzTest(maxDuration = "10m")
  void description(byte @NotNull [] headers) {
    byte[] all = Parts.joined(Receiver.hex("00000001 abcdef 0000"), headers);
    String value = "configuration=" + Base64.getEncoder().encodeToString(all);
    Receiver receiver = VorbisDepacketizerTest.receiver(value);
    receiver.packet(0, false, Receiver.hex("abcdef02 0002 0e01 0001 00"));
    assertThat(receiver.close().taken()).isZero();
  }
}
