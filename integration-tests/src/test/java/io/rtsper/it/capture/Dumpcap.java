package io.rtsper.it.capture;

import static org.awaitility.Awaitility.await;

import io.rtsper.it.interop.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Wireshark's program that captures, on the loopback interface. */
final class Dumpcap implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration QUIET = Duration.ofMillis(500);

  private final Process process;
  private final Path file;

  private Dumpcap(Process process, Path file) {
    this.process = process;
    this.file = file;
  }

  /** Starts to capture; the test is skipped where that isn't possible. */
  static Dumpcap start(Path folder, Path file, String filter)
      throws IOException, InterruptedException {
    Installed.require(
        Installed.runs("dumpcap", "-q", "-i", "lo", "-d", "-f", filter),
        "dumpcap isn't installed, or mayn't capture on lo");
    Path said = folder.resolve("dumpcap.err");
    Process process =
        new ProcessBuilder("dumpcap", "-q", "-i", "lo", "-f", filter, "-w", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    process.getOutputStream().close();
    Dumpcap started = new Dumpcap(process, file);
    try {
      await().atMost(PATIENCE).until(() -> Files.readString(said).contains("File: "));
    } catch (RuntimeException | Error failure) {
      started.close();
      throw failure;
    }
    return started;
  }

  /** Waits until it writes nothing more: it has what was sent. */
  void awaitQuiet() {
    AtomicLong size = new AtomicLong(-1);
    AtomicLong since = new AtomicLong(System.nanoTime());
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              long now = Files.size(file);
              if (size.getAndSet(now) != now) {
                since.set(System.nanoTime());
              }
              return System.nanoTime() - since.get() > QUIET.toNanos();
            });
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
