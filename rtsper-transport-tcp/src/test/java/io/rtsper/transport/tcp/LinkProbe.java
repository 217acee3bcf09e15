package io.rtsper.transport.tcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.RtspException;
import io.rtsper.api.spi.ControlLink;
import io.rtsper.api.spi.ControlLinkListener;
import io.rtsper.api.spi.ControlTransportProvider;
import io.rtsper.testkit.contract.ContractBudget;
import io.rtsper.testkit.contract.ContractLoop;
import io.rtsper.testkit.contract.LinkTarget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A link on a loop of its own, and what it said. */
final class LinkProbe implements ControlLinkListener, AutoCloseable {

  private final ContractLoop loop = ContractLoop.start();
  private final ContractBudget memory = new ContractBudget(1 << 20);
  private final CompletableFuture<Boolean> opened = new CompletableFuture<>();
  private final CompletableFuture<Optional<RtspException>> closed = new CompletableFuture<>();
  private final StringBuffer received = new StringBuffer();
  private @Nullable ControlLink link;

  LinkProbe() throws IOException {}

  ContractLoop loop() {
    return loop;
  }

  LinkProbe open(ControlTransportProvider provider, LinkTarget target) throws Exception {
    return open(provider, target, Duration.ofSeconds(10));
  }

  LinkProbe open(ControlTransportProvider provider, LinkTarget target, Duration deadline)
      throws Exception {
    link = loop.call(() -> provider.open(this, target.context(loop, deadline, memory)));
    return this;
  }

  @Override
  public void onOpen() {
    opened.complete(true);
  }

  @Override
  public void onBytes(ByteBuffer bytes) {
    received.append(ISO_8859_1.decode(bytes));
  }

  @Override
  public void onClosed(@Nullable RtspException failure) {
    opened.completeExceptionally(new AssertionError("the link wasn't opened", failure));
    closed.complete(Optional.ofNullable(failure));
  }

  void awaitOpen() throws Exception {
    opened.get(10, TimeUnit.SECONDS);
  }

  Optional<RtspException> awaitClosed() throws Exception {
    return closed.get(10, TimeUnit.SECONDS);
  }

  /** Waits for the failure and returns its message. */
  String failure() throws Exception {
    RtspException failure = awaitClosed().orElseThrow();
    assertThat(opened).isCompletedExceptionally();
    return failure.getMessage();
  }

  void awaitText(String text) {
    Awaitility.await().untilAsserted(() -> assertThat(received).hasToString(text));
  }

  void send(String text) throws Exception {
    ControlLink open = link;
    assertThat(open).isNotNull();
    loop.run(() -> open.send(ISO_8859_1.encode(text)));
  }

  @Override
  public void close() throws Exception {
    ControlLink open = link;
    if (open != null) {
      loop.run(open::close);
    }
    assertThat(loop.failures()).isEmpty();
    assertThat(memory.taken()).isZero();
    loop.close();
  }
}
