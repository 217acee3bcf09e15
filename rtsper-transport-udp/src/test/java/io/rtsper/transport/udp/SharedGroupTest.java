package io.rtsper.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.testkit.contract.ContractLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions that are held up, and interfaces that come back. */
class SharedGroupTest {

  private static final int MOST_BATCHES = 4;

  private final ContractLoop shared;
  private final ContractLoop heldUp;
  private final ContractLoop running;
  private final MulticastPeer server;
  private final AtomicInteger index = new AtomicInteger(1);
  private final GroupMeans means =
      new GroupMeans(
          new BatchPool(this::batch), new ReceiveBuffer(), new SystemDrops(), on -> index.get());
  private final List<Integer> ofHeldUp = new CopyOnWriteArrayList<>();
  private final List<Integer> ofRunning = new CopyOnWriteArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);

  private boolean noMemory;
  private NetworkInterface lo;
  private GroupSocket socket;
  private SharedGroup group;
  private GroupMember slow;
  private GroupMember quick;

  SharedGroupTest() throws IOException {
    shared = ContractLoop.start();
    heldUp = ContractLoop.start();
    running = ContractLoop.start();
    server = MulticastPeer.anySource();
  }

  @BeforeEach
  void openGroup() throws Exception {
    lo = MulticastPeer.loopback();
    GroupKey key = new GroupKey(lo.getName(), server.group(), server.ports().first(), Set.of());
    socket = GroupSocket.open(key, lo, 1 << 20, means);
    group = new SharedGroup(shared, key, socket, means, 1 << 20);
    slow = new GroupMember(heldUp, into(ofHeldUp), MOST_BATCHES);
    quick = new GroupMember(running, into(ofRunning), MOST_BATCHES);
    shared.call(
        () -> {
          group.start();
          return true;
        });
    heldUp.execute(
        () -> {
          try {
            assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private DatagramBatch batch() {
    if (noMemory) {
      throw new OutOfMemoryError("direct memory");
    }
    return new DatagramBatch();
  }

  private static GroupMember.Receiver into(List<Integer> numbers) {
    return (buffer, offset, length, source, arrivalNanos) -> numbers.add(buffer.getInt(offset));
  }

  @AfterEach
  void endLoops() throws Exception {
    release.countDown();
    shared.run(group::close);
    for (ContractLoop loop : List.of(shared, heldUp, running)) {
      loop.settle();
      assertThat(loop.failures()).isEmpty();
      assertThat(loop.registrations()).isZero();
      loop.close();
    }
    server.close();
  }

  private void send(int number) throws IOException {
    server.sendRtp(ByteBuffer.allocate(100).putInt(number).array());
  }

  private static void await(List<Integer> numbers, int count) {
    Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> numbers.size() >= count);
  }

  private static Integer[] numbers(int count) {
    return IntStream.range(0, count).boxed().toArray(Integer[]::new);
  }

  @Test
  void whoIsHeldUpLosesWhatOthersReceiveAndItIsCounted() throws Exception {
    shared.run(() -> group.add(slow));
    shared.run(() -> group.add(quick));
    for (int i = 0; i < 50; i++) {
      send(i);
      await(ofRunning, i + 1);
    }
    release.countDown();
    await(ofHeldUp, MOST_BATCHES);
    heldUp.settle();
    assertThat(ofRunning).containsExactly(numbers(50));
    assertThat(ofHeldUp).containsExactly(numbers(MOST_BATCHES));
    if (Files.isReadable(Path.of("/proc/net/udp"))) {
      assertThat(slow.drops()).hasValue(50 - MOST_BATCHES);
      assertThat(quick.drops()).hasValue(0);
    }
    send(50);
    await(ofHeldUp, MOST_BATCHES + 1);
    assertThat(ofHeldUp).endsWith(50);
  }

  @Test
  void whereAllAreHeldUpTheSystemKeepsWhatComes() throws Exception {
    shared.run(() -> group.add(slow));
    for (int i = 0; i < 50; i++) {
      send(i);
      shared.settle();
    }
    release.countDown();
    await(ofHeldUp, 50);
    assertThat(ofHeldUp).containsExactly(numbers(50));
  }

  @Test
  void whoLeavesIsHandedNothingMore() throws Exception {
    shared.run(() -> group.add(slow));
    shared.run(() -> group.add(quick));
    send(0);
    await(ofRunning, 1);
    slow.close();
    assertThat(shared.call(() -> group.remove(slow))).isFalse();
    release.countDown();
    heldUp.settle();
    assertThat(ofHeldUp).as("what waited when it left").isEmpty();
    assertThat(shared.call(() -> group.remove(quick))).isTrue();
  }

  private void look() throws Exception {
    shared.run(() -> group.look(NetworkInterface::getByName));
  }

  @Test
  void anInterfaceThatIsGoneIsWaitedFor() throws Exception {
    shared.run(() -> group.add(quick));
    index.set(2);
    shared.run(() -> group.look(name -> null));
    shared.run(
        () ->
            group.look(
                name -> {
                  throw new IOException("not yet");
                }));
    assertThat(socket.channel().isOpen()).isTrue();
    look();
    assertThat(socket.channel().isOpen()).isFalse();
    send(0);
    await(ofRunning, 1);
  }

  @Test
  void anInterfaceThatCameBackIsJoinedAnewOnceNothingComes() throws Exception {
    shared.run(() -> group.add(quick));
    send(0);
    await(ofRunning, 1);
    index.set(2);
    look();
    assertThat(socket.channel().isOpen()).as("something came").isTrue();
    look();
    assertThat(socket.channel().isOpen()).isFalse();
    assertThat(shared.registrations()).isEqualTo(1);
    send(1);
    await(ofRunning, 2);
    assertThat(ofRunning).containsExactly(0, 1);
    look();
    look();
    send(2);
    await(ofRunning, 3);
  }

  @Test
  void aGroupThatFoundNoMemoryIsReadAgainWhenThereIsSome() throws Exception {
    shared.run(() -> group.add(quick));
    shared.run(() -> noMemory = true);
    send(0);
    Awaitility.await().until(() -> shared.call(group::isStarved));
    shared.run(() -> noMemory = false);
    assertThat(ofRunning).isEmpty();
    look();
    await(ofRunning, 1);
    send(1);
    await(ofRunning, 2);
    assertThat(ofRunning).containsExactly(0, 1);
  }

  @Test
  void aGroupOfTheLinkIsBoundToItsInterface() throws Exception {
    assertThat(GroupSocket.scoped(InetAddress.getByName("ff12::7"), lo).getHostAddress())
        .endsWith("%" + lo.getName());
    for (String other : List.of("ff1e::7", "239.7.0.1")) {
      InetAddress address = InetAddress.getByName(other);
      assertThat(GroupSocket.scoped(address, lo)).isSameAs(address);
    }
  }
}
