package io.rtsper.it.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Two network namespaces with a line between them that loses packets and delays them. They belong
 * to a process of their own and go with it, so nothing of this machine's network is touched.
 */
final class BadLine implements AutoCloseable {

  /** The address at the server's end: one that is for documentation (RFC 5737). */
  static final String SERVER = "192.0.2.1";

  /** The address at the client's end. */
  static final String CLIENT = "192.0.2.2";

  /** The name of the line's interface, at both ends. */
  static final String INTERFACE = "line";

  private final Process process;
  private final BufferedReader answers;
  private final Writer commands;
  private final List<String> atServer;
  private final List<String> atClient;

  private BadLine(Process process, BufferedReader answers, String server, String client) {
    this.process = process;
    this.answers = answers;
    this.commands = process.outputWriter(StandardCharsets.US_ASCII);
    this.atServer = inNamespaceOf(server);
    this.atClient = inNamespaceOf(client);
  }

  private static List<String> inNamespaceOf(String pid) {
    return List.of("nsenter", "--net=/proc/" + pid + "/ns/net");
  }

  /**
   * What a line does to packets, in each direction.
   *
   * @param lossPercent how many fall
   * @param delayMillis how long each takes
   * @param jitterMillis how much more or less time that may be
   * @param reorderPercent how many take no time and overtake others; if it is 0, the order is kept
   * @param duplicatePercent how many come twice
   */
  record Conditions(
      double lossPercent,
      int delayMillis,
      int jitterMillis,
      double reorderPercent,
      double duplicatePercent) {

    private List<String> arguments() {
      return List.of(
          "--loss",
          Double.toString(lossPercent),
          "--delay",
          Integer.toString(delayMillis),
          "--jitter",
          Integer.toString(jitterMillis),
          "--reorder",
          Double.toString(reorderPercent),
          "--duplicate",
          Double.toString(duplicatePercent));
    }
  }

  /**
   * Opens a line that keeps the order, or skips the test where that isn't possible.
   *
   * @param lossPercent how many of the packets fall, in each direction
   * @param delayMillis how long each takes, 10 ms more or less
   */
  static BadLine open(Path folder, double lossPercent, int delayMillis) throws Exception {
    return open(folder, new Conditions(lossPercent, delayMillis, 10, 0, 0));
  }

  /** Opens a line, or skips the test where that isn't possible. */
  static BadLine open(Path folder, Conditions conditions) throws Exception {
    requirePossible();
    Path script = folder.resolve("line.py");
    try (InputStream source = BadLine.class.getResourceAsStream("/network/line.py")) {
      Files.write(script, source.readAllBytes());
    }
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3", script.toString()));
    command.addAll(conditions.arguments());
    Process process =
        new ProcessBuilder(command).redirectError(folder.resolve("line.log").toFile()).start();
    BufferedReader out = process.inputReader(StandardCharsets.US_ASCII);
    String line = out.readLine();
    if (line == null || !line.startsWith("line ")) {
      process.destroyForcibly();
      throw new IOException(
          "the line said: " + line + "; " + Files.readString(folder.resolve("line.log")));
    }
    String[] words = line.split(" ");
    return new BadLine(process, out, words[2], words[3]);
  }

  private static void requirePossible() throws InterruptedException {
    Installed.require(
        Installed.runs("unshare", "--net", "ip", "link", "set", "lo", "up"),
        "network namespaces can't be made (needs root, and Debian's iproute2 and util-linux)");
    Installed.require(
        Installed.runs("/usr/bin/python3", "-c", "import os; os.open('/dev/net/tun', os.O_RDWR)")
            || Installed.runs(
                "unshare", "--net", "tc", "qdisc", "add", "dev", "lo", "root", "netem"),
        "the kernel has neither netem nor /dev/net/tun");
  }

  /** Returns what comes before a command to run it at the server's end. */
  List<String> atServer() {
    return atServer;
  }

  /** Returns a command that runs at the client's end. */
  List<String> atClient(List<String> command) {
    List<String> all = new ArrayList<>(atClient);
    all.addAll(command);
    return all;
  }

  /** Drops everything from now on. */
  void cut() throws Exception {
    command("cut");
  }

  /** Lets packets through again. */
  void mend() throws Exception {
    command("mend");
  }

  /** Waits until that many more packets have come to the client; the process has a time limit. */
  void awaitPackets(int count) throws Exception {
    command("await " + count);
  }

  private void command(String words) throws Exception {
    commands.write(words + "\n");
    commands.flush();
    String answer = answers.readLine();
    if (!"done".equals(answer)) {
      throw new IOException("the line said " + answer + " to " + words);
    }
  }

  @Override
  public void close() throws Exception {
    commands.close();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }
}
