package io.rtsper.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspValidationException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProviderChoiceTest {

  private static final Provider A = new A("x", 0);
  private static final Provider B = new B("X", 0);
  private static final Provider C = new C("x", 10);

  /** Every order in which three jars can be found. */
  static Stream<List<Provider>> orders() {
    return Stream.of(
        List.of(A, B, C),
        List.of(A, C, B),
        List.of(B, A, C),
        List.of(B, C, A),
        List.of(C, A, B),
        List.of(C, B, A));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void aHigherPriorityDecidesBetweenTwoThatAreEqual(List<Provider> found) {
    assertThat(ProviderChoice.byName(List.of(), found)).containsOnlyKeys("x").containsValue(C);
    assertThat(ProviderChoice.one(Provider.class, List.of(), found)).contains(C);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void whatIsGivenDecidesBeforeAnyPriority(List<Provider> found) {
    Provider given = new A("x", -1);
    assertThat(ProviderChoice.byName(List.of(given), found)).containsValue(given);
    assertThat(ProviderChoice.one(Provider.class, List.of(given), found)).contains(given);
  }

  @Test
  void twoThatAreEqualAreRefusedInTheSameWordsInEachOrder() {
    List<Provider> found = new ArrayList<>(List.of(A, B));
    for (int order = 0; order < 2; order++) {
      assertThatThrownBy(() -> ProviderChoice.byName(List.of(), found))
          .isInstanceOf(RtspValidationException.class)
          .hasMessage(
              "two plug-ins of the name \"x\" and priority 0: "
                  + ProviderLoader.source(A.class)
                  + " and "
                  + ProviderLoader.source(B.class)
                  + "; leave one jar, or give the provider you want to"
                  + " RtspClient.builder().provider(…)");
      Collections.reverse(found);
    }
  }

  @Test
  void twoThatAreEqualAreFineWhereOneIsGiven() {
    Provider given = new C("x", 0);
    assertThat(ProviderChoice.byName(List.of(given), List.of(A, B))).containsValue(given);
    assertThat(ProviderChoice.one(Provider.class, List.of(given), List.of(A, B))).contains(given);
  }

  @Test
  void oneThatServesAloneWinsUnderAnyName() {
    Provider given = new A("mine", 0);
    assertThat(ProviderChoice.one(Provider.class, List.of(given), List.of(B))).contains(given);
  }

  @Test
  void twoThatCouldServeAloneAreRefused() {
    Provider other = new B("another name", 0);
    assertThatThrownBy(() -> ProviderChoice.one(Provider.class, List.of(), List.of(A, other)))
        .isInstanceOf(RtspValidationException.class)
        .hasMessageStartingWith("two plug-ins for Provider of priority 0: ")
        .hasMessageContaining(A.class.getName() + " in ")
        .hasMessageContaining(B.class.getName() + " in ");
  }

  @Test
  void ofTwoThatAreGivenTheLaterWins() {
    assertThat(ProviderChoice.byName(List.of(C, A), List.of())).containsValue(A);
    assertThat(ProviderChoice.one(Provider.class, List.of(C, A), List.of())).contains(A);
  }

  @Test
  void nothingFoundIsNothingChosen() {
    assertThat(ProviderChoice.byName(List.of(), List.of())).isEmpty();
    assertThat(ProviderChoice.one(Provider.class, List.of(), List.of())).isEmpty();
  }

  private record A(String name, int priority) implements Provider {}

  private record B(String name, int priority) implements Provider {}

  private record C(String name, int priority) implements Provider {}
}
