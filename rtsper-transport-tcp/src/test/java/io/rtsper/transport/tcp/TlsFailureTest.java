package io.rtsper.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.RtspUrl;
import io.rtsper.api.TlsOptions;
import io.rtsper.api.spi.ControlTarget;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** What a stranger says stands in a message so that it can't change what the rest says. */
class TlsFailureTest {

  private final TlsFailure failure =
      new TlsFailure(
          new ControlTarget(
              RtspUrl.parse("rtsps://camera.test/"),
              new InetSocketAddress("127.0.0.1", 322),
              TlsOptions.defaults()));

  @Test
  void turnsNothingAroundOnATerminal() {
    assertThat(failure.broken(new SSLException("bad\u202Edrocer\nrtsper: all is well")))
        .hasMessageEndingWith("bad\\u202edrocer\\x0artsper: all is well");
  }

  @Test
  void isOfBoundedLength() {
    assertThat(failure.broken(new SSLException("x".repeat(10_000))).getMessage())
        .endsWith("x…")
        .hasSizeLessThan(400);
  }
}
