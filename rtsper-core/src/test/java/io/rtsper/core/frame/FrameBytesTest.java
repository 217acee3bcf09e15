package io.rtsper.core.frame;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.FrameOptions;
import io.rtsper.api.FrameOptions.ParameterSets;
import io.rtsper.api.FrameStream;
import io.rtsper.api.media.Frame;
import io.rtsper.api.media.NalFraming;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a frame's bytes are, whatever stands between them. */
class FrameBytesTest {

  private static final String SLICE = "/\u0065slice";
  private static final String DELIMITER = "/\u0009d";

  private static List<Frame> frames(ParameterSets policy, String... payloads) {
    try (FrameTrial trial = new FrameTrial(builder -> builder.onPacket((track, packet) -> {}))) {
      trial.setUp();
      FrameStream stream = trial.open(FrameOptions.defaults().withParameterSets(policy));
      trial.video(payloads);
      return java.util.stream.Stream.generate(() -> stream.poll(Duration.ZERO).orElse(null))
          .takeWhile(frame -> frame != null)
          .toList();
    }
  }

  private static String text(ByteBuffer bytes) {
    return ISO_8859_1.decode(bytes).toString();
  }

  private static String units(Frame frame) {
    return frame.nalUnits().stream().map(FrameBytesTest::text).collect(Collectors.joining("/"));
  }

  @Test
  void unitsStandBehindStartCodesOrLengths() {
    Frame frame = frames(ParameterSets.NEVER, "K/eone/atwo").get(0);
    assertThat(text(frame.data())).isEqualTo("\0\0\0\1eone\0\0\0\1atwo");
    assertThat(text(frame.data(NalFraming.START_CODES))).isEqualTo(text(frame.data()));
    assertThat(text(frame.data(NalFraming.LENGTHS))).isEqualTo("\0\0\0\4eone\0\0\0\4atwo");
    assertThat(units(frame)).isEqualTo("eone/atwo");
    assertThat(frame.length()).isEqualTo(16);
    assertThat(frame.data().isReadOnly()).isTrue();
  }

  @Test
  void aFormatWithoutUnitsIsAsItIs() {
    Frame frame = frames(ParameterSets.ALWAYS, "Kabc").get(0);
    assertThat(text(frame.data(NalFraming.START_CODES))).isEqualTo("abc");
    assertThat(text(frame.data(NalFraming.LENGTHS))).isEqualTo("abc");
    assertThat(units(frame)).isEqualTo("abc");
  }

  @Test
  void bytesAreCopiedWhereTheCallerWantsThem() {
    Frame frame = frames(ParameterSets.NEVER, "K/eone").get(0);
    ByteBuffer buffer = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).position(3);
    frame.copyTo(buffer, NalFraming.START_CODES);
    assertThat(buffer.position()).isEqualTo(3 + frame.length());
    assertThat(text(buffer.flip().position(3))).isEqualTo("\0\0\0\1eone");
    ByteBuffer small = ByteBuffer.allocate(frame.length() - 1);
    assertThatThrownBy(() -> frame.copyTo(small, NalFraming.LENGTHS))
        .isInstanceOf(BufferOverflowException.class);
    assertThat(small.position()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "ALWAYS,    S1/P1/eK1, aP1, S1/P1/eK2, S2/P2/aP2, S2/P2/eK3",
    "ON_CHANGE, S1/P1/eK1, aP1, eK2,       S2/P2/aP2, S2/P2/eK3",
    "NEVER,     eK1,       aP1, eK2,       aP2,       S2/P2/eK3"
  })
  void parameterSetsArePutBeforeFramesThatLackThem(
      ParameterSets policy, String one, String two, String three, String four, String five) {
    List<Frame> frames =
        frames(policy, "=S1,P1", "K/eK1", "P/aP1", "K/eK2", "=S2,P2", "P/aP2", "K/S2/P2/eK3");
    if (policy == ParameterSets.ALWAYS) {
      four = "aP2"; // no key frame
    }
    assertThat(frames)
        .extracting(FrameBytesTest::units)
        .containsExactly(one, two, three, four, five);
  }

  @Test
  void parameterSetsStandBehindADelimiter() {
    Frame frame = frames(ParameterSets.ALWAYS, "=S,P", "K" + DELIMITER + SLICE).get(0);
    assertThat(units(frame)).isEqualTo("\u0009d/S/P/eslice");
    assertThat(text(frame.data(NalFraming.LENGTHS)))
        .isEqualTo("\0\0\0\2\u0009d\0\0\0\1S\0\0\0\1P\0\0\0\6eslice");
    assertThat(frame.length()).isEqualTo(frame.data().remaining());
    assertThat(units(frame.copy())).isEqualTo(units(frame));
  }

  @Test
  void aFrameThatOutgrowsItsSlabIsWhole() {
    String part = "x".repeat(1_300);
    String[] payloads = new String[200];
    for (int i = 0; i < payloads.length; i++) {
      payloads[i] = (i < payloads.length - 1 ? "K+" : "K") + part;
    }
    Frame frame = frames(ParameterSets.NEVER, payloads).get(0);
    assertThat(text(frame.data())).isEqualTo(part.repeat(payloads.length));
    assertThat(frame.receiveNanoTime()).isEqualTo(FrameTrial.START);
    assertThat(frame.lastReceiveNanoTime()).isEqualTo(FrameTrial.START + payloads.length - 1);
  }
}
