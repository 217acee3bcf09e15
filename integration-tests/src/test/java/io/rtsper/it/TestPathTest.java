package io.rtsper.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The build runs these tests on the module path and, where they are tagged {@code either-path}, on
 * the class path too. Should it silently stop doing so, all that they say of providers would hold
 * for one of the two alone.
 */
@Tag("either-path")
class TestPathTest {

  @Test
  void runsOnThePathThatTheBuildSays() {
    assertThat(System.getProperty("rtsper.test.path"))
        .isEqualTo(getClass().getModule().isNamed() ? "module" : "class");
  }
}
