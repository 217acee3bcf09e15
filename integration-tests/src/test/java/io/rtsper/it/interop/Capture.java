package io.rtsper.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.it.command.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What dumpcap saw at the client's end of a line, as tshark dissects it. */
final class Capture implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Program dumpcap;
  private final Path file;
  private final List<String> dissection = new ArrayList<>();

  private Capture(Program dumpcap, Path file) {
    this.dumpcap = dumpcap;
    this.file = file;
  }

  /** Begins to capture, or skips the test where that isn't possible. */
  static Capture start(BadLine line, Path folder) throws Exception {
    Installed.require(
        Installed.runs("dumpcap", "--version") && Installed.runs("tshark", "--version"),
        "dumpcap and tshark aren't installed (Debian: tshark)");
    Path file = folder.resolve("line.pcapng");
    List<String> command = List.of("dumpcap", "-q", "-i", BadLine.INTERFACE, "-w", file.toString());
    Program dumpcap = Program.start(line.atClient(Program.interruptible(command)));
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!dumpcap.err().contains("File: ")) {
      assertThat(System.nanoTime() - end).as(dumpcap.err()).isNegative();
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    return new Capture(dumpcap, file);
  }

  /** Ends the capture. */
  void stop() throws Exception {
    dumpcap.interrupt();
    assertThat(dumpcap.status()).as(dumpcap.err()).isZero();
    assertThat(dumpcap.err()).as("what it missed itself").contains("/0 (pcap:0/dumpcap:0/");
  }

  /** Has what comes from or to a port be dissected as a protocol. */
  Capture decode(String selector, String protocol) {
    dissection.addAll(List.of("-d", selector + "," + protocol));
    return this;
  }

  /**
   * Returns fields of the packets that a display filter takes, one array a packet; of a field that
   * is there several times all, with commas between.
   */
  List<String[]> fields(String filter, String... names) throws Exception {
    List<String> command = new ArrayList<>(List.of("tshark", "-r", file.toString(), "-n"));
    command.addAll(dissection);
    command.addAll(List.of("-Y", filter, "-T", "fields"));
    for (String name : names) {
      command.addAll(List.of("-e", name));
    }
    try (Program tshark = Program.start(command)) {
      assertThat(tshark.status()).as(tshark.err()).isZero();
      return tshark.out().lines().map(line -> line.split("\t", -1)).toList();
    }
  }

  /** An RTP packet that was seen. */
  record Seen(double time, long ssrc, int sequence, long timestamp) {}

  /** Returns the RTP packets from an address, as they came. */
  List<Seen> rtp(String from) throws Exception {
    List<Seen> all = new ArrayList<>();
    for (String[] frame :
        fields(
            "rtp && ip.src == " + from,
            "frame.time_epoch",
            "rtp.ssrc",
            "rtp.seq",
            "rtp.timestamp")) {
      String[] ssrcs = frame[1].split(",", -1);
      String[] sequences = frame[2].split(",", -1);
      String[] timestamps = frame[3].split(",", -1);
      for (int i = 0; i < ssrcs.length; i++) {
        all.add(
            new Seen(
                Double.parseDouble(frame[0]),
                Long.decode(ssrcs[i]),
                Integer.parseInt(sequences[i]),
                Long.parseLong(timestamps[i])));
      }
    }
    return all;
  }

  /** Returns the numbers of a field, which are unsigned and may be in hexadecimal. */
  static List<Long> numbers(@Nullable String field) {
    return field == null || field.isEmpty()
        ? List.of()
        : Arrays.stream(field.split(",", -1)).map(Long::decode).toList();
  }

  @Override
  public void close() {
    dumpcap.close();
  }
}
