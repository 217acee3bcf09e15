package io.rtsper.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What devices send and the RFC shows, read at every split of the input. */
class MessageReaderExamplesTest {

  static Stream<WireExample> examples() {
    return WireExample.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isReadInOnePiece(WireExample example) {
    assertThat(Reading.whole(example.input()).text()).isEqualTo(example.expectation());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isReadByteByByte(WireExample example) {
    assertThat(Reading.bytewise(example.input()).text()).isEqualTo(example.expectation());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isReadInTwoPiecesHoweverItIsCut(WireExample example) {
    for (int cut = 0; cut <= example.input().length; cut++) {
      assertThat(Reading.split(example.input(), cut).text())
          .as("cut at %d", cut)
          .isEqualTo(example.expectation());
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isReadInPiecesOfAnySize(WireExample example) {
    Random random = new Random(42);
    for (int i = 0; i < 200; i++) {
      int[] cuts = Reading.randomCuts(example.input().length, random);
      assertThat(Reading.split(example.input(), cuts).text())
          .as("cut at %s", cuts)
          .isEqualTo(example.expectation());
    }
  }
}
