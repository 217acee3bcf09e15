package io.rtsper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspTransportException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What no code foresaw is told apart from what servers do. */
class MistakeTest {

  private static RtspProtocolException unreadable(Throwable cause) {
    return new RtspProtocolException(RtspPhase.READ, "failed", cause);
  }

  @Test
  void isWhatTheEngineWraps() {
    Error missing = new NoClassDefFoundError("a/PlugIn");
    assertThat(Mistake.behind(missing)).isSameAs(missing);
    assertThat(Mistake.behind(unreadable(missing))).isSameAs(missing);
    assertThat(Mistake.behind(unreadable(unreadable(missing)).forCaller())).isSameAs(missing);
  }

  @Test
  void isNothingThatAServerDoes() {
    RtspTransportException lost =
        new RtspTransportException(RtspPhase.READ, "lost", new IOException("reset"));
    assertThat(Mistake.behind(lost)).isNull();
    assertThat(Mistake.behind(unreadable(lost))).isNull();
    assertThat(Mistake.behind(unreadable(null).forCaller())).isNull();
    Mistake.rethrow(null);
  }

  /** The command reports exceptions alone, and with their stack. */
  @Test
  void isThrownAsAnExceptionWithItsOwnStack() {
    Error missing = new NoClassDefFoundError("a/PlugIn");
    assertThatThrownBy(() -> Mistake.rethrow(missing))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("java.lang.NoClassDefFoundError: a/PlugIn")
        .satisfies(thrown -> assertThat(thrown.getStackTrace()).isEqualTo(missing.getStackTrace()));
  }
}
