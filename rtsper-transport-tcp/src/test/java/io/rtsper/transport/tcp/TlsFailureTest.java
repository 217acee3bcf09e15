package io.rtsper.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.RtspUrl;
import io.rtsper.api.TlsOptions;
import io.rtsper.testkit.contract.ContractBudget;
import io.rtsper.testkit.contract.ContractLoop;
import io.rtsper.testkit.contract.LinkTarget;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a stranger says stands in a message so that it can't change what the rest says. */
class TlsFailureTest {

  private final ContractLoop loop;
  private final TlsFailure failure;

  TlsFailureTest() throws IOException {
    loop = ContractLoop.start();
    LinkTarget target =
        new LinkTarget(
            RtspUrl.parse("rtsps://camera.test/"),
            new InetSocketAddress("127.0.0.1", 322),
            TlsOptions.defaults());
    failure = new TlsFailure(target.context(loop, Duration.ZERO, new ContractBudget(0)));
  }

  @AfterEach
  void endLoop() throws InterruptedException {
    loop.close();
  }

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
