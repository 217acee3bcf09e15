package io.rtsper.it.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.it.interop.Installed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Reads captures with Wireshark's program for the command line. */
final class Tshark {

  private static final int PATIENCE_SECONDS = 50;

  private final Path folder;

  /**
   * Makes it; the test is skipped where there is no tshark.
   *
   * @param folder for what it prints
   */
  Tshark(Path folder) throws InterruptedException {
    Installed.require(Installed.runs("tshark", "--version"), "tshark isn't installed");
    this.folder = folder;
  }

  /** Returns a field of each packet that a display filter lets through. */
  List<String> field(Path capture, String filter, String field) throws Exception {
    return run(capture, "-Y", filter, "-T", "fields", "-e", field).stream()
        .filter(line -> !line.isBlank())
        .toList();
  }

  /** Returns the values of fields of each packet; one that a packet has twice, with a comma. */
  List<String[]> fields(Path capture, String... fields) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-T", "fields"));
    for (String field : fields) {
      arguments.add("-e");
      arguments.add(field);
    }
    return run(capture, arguments.toArray(String[]::new)).stream()
        .map(line -> line.split("\t", -1))
        .toList();
  }

  /** Returns a line of each packet that a display filter lets through. */
  List<String> packets(Path capture, String filter) throws Exception {
    return run(capture, "-Y", filter);
  }

  private List<String> run(Path capture, String... arguments) throws Exception {
    Path out = Files.createTempFile(folder, "tshark", ".out");
    Path err = Files.createTempFile(folder, "tshark", ".err");
    List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", capture.toString()));
    // Checked by the tests, since the checksums are ours.
    command.addAll(List.of("-o", "tcp.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE"));
    command.addAll(List.of("-o", "ip.check_checksum:TRUE"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    process.getOutputStream().close();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    return Files.readAllLines(out);
  }
}
