package io.rtsper.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often the system is asked, and whose drops are whose. */
class SystemDropsTest {

  @TempDir private Path proc;
  private long now = Long.MAX_VALUE - 500_000_000; // soon it wraps around, as nanoTime may
  private SystemDrops drops;

  @BeforeEach
  void makeFolders() throws IOException {
    Files.createDirectories(proc.resolve("net"));
    Files.createDirectories(proc.resolve("self/fd"));
    drops = new SystemDrops(proc, () -> now);
  }

  private static InetSocketAddress at(String address, int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByName(address), port);
  }

  private static String line(int inode, long dropped) {
    String address = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? "0100007F" : "7F000001";
    return "1: " + address + ":C350 r 07 q t x 0 0 " + inode + " 2 p " + dropped + "\n";
  }

  private void table(String name, String... lines) throws IOException {
    Files.writeString(proc.resolve("net").resolve(name), "heading\n" + String.join("", lines));
  }

  private void isOpen(int inode) throws IOException {
    Files.createSymbolicLink(
        proc.resolve("self/fd").resolve(String.valueOf(inode)), Path.of("socket:[" + inode + "]"));
  }

  private OptionalLong dropped() throws IOException {
    return drops.of(at("127.0.0.1", 50000), 0);
  }

  @Test
  void theTablesAreReadOnceASecond() throws IOException {
    table("udp", line(7, 1));
    assertThat(dropped()).hasValue(1);
    table("udp", line(7, 2));
    now += 999_999_999;
    assertThat(dropped()).hasValue(1);
    now += 1;
    assertThat(dropped()).hasValue(2);
  }

  @Test
  void aSocketMayBeInTheTableOfIpv6Alone() throws IOException {
    String words = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? "FFFF0000" : "0000FFFF";
    table("udp", "");
    table("udp6", line(7, 5).replaceFirst("1: ", "1: " + "0".repeat(16) + words));
    assertThat(dropped()).hasValue(5);
  }

  @Test
  void ofSocketsOfSeveralProcessesOnOneGroupTheOwnCounts() throws IOException {
    table("udp", line(7, 1), line(8, 2), line(9, 3));
    isOpen(8);
    Files.createSymbolicLink(proc.resolve("self/fd/1"), Path.of("pipe:[4]"));
    Files.createSymbolicLink(proc.resolve("self/fd/2"), Path.of("socket:[none]"));
    assertThat(dropped()).hasValue(2);
  }

  @Test
  void ofTwoOwnSocketsOnOneGroupNobodyKnowsWhichIsWhich() throws IOException {
    table("udp", line(7, 1), line(8, 2));
    isOpen(7);
    isOpen(8);
    assertThat(dropped()).isEmpty();
  }

  @Test
  void ofSocketsOnOneGroupTheOneCountsThatCameLast() throws IOException {
    InetSocketAddress group = at("127.0.0.1", 50000);
    table("udp", line(7, 1));
    assertThat(drops.inodes(group)).containsExactly(7L);
    table("udp", line(7, 1), line(8, 2));
    assertThat(drops.inodes(group)).containsExactlyInAnyOrder(7L, 8L);
    assertThat(drops.of(group, 8)).hasValue(2);
    assertThat(drops.of(group, 9)).isEmpty();
  }

  @Test
  void whereThereIsNoTableNothingIsSaid() throws IOException {
    assertThat(dropped()).isEmpty();
    table("udp", line(7, 1));
    assertThat(dropped()).as("looked for once a second as well").isEmpty();
  }

  @Test
  void aSocketThatIsGoneHasNoDrops() throws IOException {
    table("udp", line(7, 1));
    assertThat(drops.of(at("127.0.0.1", 50002), 0)).isEmpty();
  }

  @Test
  void aTableThatCantBeReadIsNoFailure() throws IOException {
    Files.createDirectories(proc.resolve("net/udp"));
    assertThat(dropped()).isEmpty();
  }
}
