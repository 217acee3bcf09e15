package io.rtsper.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostLookupTest {

  private final CountDownLatch hanging = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final HostLookup lookup = new HostLookup(this::resolve, "lookup-under-test");

  private List<InetAddress> resolve(String host) throws UnknownHostException {
    asked.incrementAndGet();
    if (host.startsWith("hangs")) {
      try {
        hanging.await();
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
      }
    }
    if (host.equals("unknown")) {
      throw new UnknownHostException(host);
    }
    return List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
  }

  @AfterEach
  void close() {
    hanging.countDown();
    lookup.close();
  }

  @Test
  void aNameThatHangsKeepsNoOtherWaitingHoweverOftenItIsAskedFor() throws Exception {
    List<CompletableFuture<?>> hung = new java.util.ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      hung.add(lookup.lookUp("hangs"));
    }
    assertThat(lookup.lookUp("camera").get(10, TimeUnit.SECONDS)).hasSize(1);
    assertThat(asked).hasValue(2);
    assertThat(hung).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void twentyNamesThatHangKeepNoOtherWaiting() throws Exception {
    for (int i = 0; i < 20; i++) {
      lookup.lookUp("hangs" + i);
    }
    assertThat(lookup.lookUp("camera").get(10, TimeUnit.SECONDS)).hasSize(1);
  }

  @Test
  void whoGivesUpWaitingTakesNothingFromTheOthers() throws Exception {
    CompletableFuture<List<InetAddress>> first = lookup.lookUp("hangs");
    CompletableFuture<List<InetAddress>> second = lookup.lookUp("hangs");
    first.cancel(false);
    hanging.countDown();
    assertThat(second.get(10, TimeUnit.SECONDS)).hasSize(1);
  }

  @Test
  void asksAgainOnceAnAnswerCame() throws Exception {
    lookup.lookUp("camera").get(10, TimeUnit.SECONDS);
    assertThatThrownBy(() -> lookup.lookUp("unknown").get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(UnknownHostException.class);
    lookup.lookUp("camera").get(10, TimeUnit.SECONDS);
    assertThat(asked).hasValue(3);
  }
}
