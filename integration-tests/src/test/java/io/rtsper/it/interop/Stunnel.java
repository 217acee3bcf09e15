package io.rtsper.it.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A stunnel in a process of its own, which takes TLS off and passes on what is inside. */
final class Stunnel implements AutoCloseable {

  private static final String BOUND = " bound to 127.0.0.1:";

  private final Process process;
  private final int port;

  private Stunnel(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one in front of a port, or skips the test where it isn't installed. */
  static Stunnel start(Path folder, ServerCertificate certificate, int behind) throws Exception {
    Installed.require(
        Installed.runs("stunnel", "-version"), "stunnel isn't installed (Debian: stunnel4)");
    Path configuration =
        Files.writeString(
            folder.resolve("stunnel.conf"),
            """
            foreground = yes
            pid =
            syslog = no
            debug = info
            [rtsps]
            accept = 127.0.0.1:0
            connect = 127.0.0.1:%d
            cert = %s
            key = %s
            """
                .formatted(behind, certificate.certificateFile(), certificate.keyFile()));
    Process process =
        new ProcessBuilder("stunnel", configuration.toString()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    // Read to its end: a full pipe would stop it.
    BufferedReader log =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      said.append(line).append('\n');
      int at = line.indexOf(BOUND);
      if (at >= 0) {
        drain(log);
        return new Stunnel(process, Integer.parseInt(line.substring(at + BOUND.length()).strip()));
      }
    }
    process.destroyForcibly();
    throw new IOException("stunnel said: " + said);
  }

  private static void drain(BufferedReader log) {
    Thread reader =
        new Thread(
            () -> {
              try {
                while (log.readLine() != null) {
                  // Nothing is made of it.
                }
              } catch (IOException ended) {
                // So has the process.
              }
            },
            "stunnel-log");
    reader.setDaemon(true);
    reader.start();
  }

  int port() {
    return port;
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
    }
  }
}
