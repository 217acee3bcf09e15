package io.rtsper.it.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** GStreamer's RTSP server in a process of its own, which ends with its standard input. */
final class GStreamerServer implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";

  private final Process process;
  private final String address;
  private final int port;

  private GStreamerServer(Process process, String address, int port) {
    this.process = process;
    this.address = address;
    this.port = port;
  }

  /** Starts a server, or skips the test where it isn't installed. */
  static GStreamerServer start(Path folder, String... arguments) throws Exception {
    return start(List.of(), LOOPBACK, folder, arguments);
  }

  /** Starts one at the server's end of a line. */
  static GStreamerServer start(BadLine line, Path folder, String... arguments) throws Exception {
    return start(line.atServer(), BadLine.SERVER, folder, arguments);
  }

  private static GStreamerServer start(
      List<String> prefix, String address, Path folder, String... arguments) throws Exception {
    requireInstalled();
    Path script = folder.resolve("server.py");
    try (InputStream source = GStreamerServer.class.getResourceAsStream("/gstreamer/server.py")) {
      Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of("/usr/bin/python3", script.toString(), "--address", address));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    if (line == null || !line.startsWith("listening ")) {
      process.destroyForcibly();
      throw new IOException("GStreamer's server said: " + line);
    }
    return new GStreamerServer(
        process, address, Integer.parseInt(line.substring("listening ".length())));
  }

  private static void requireInstalled() throws InterruptedException {
    Installed.require(
        Installed.runs(
            "/usr/bin/python3",
            "-c",
            "import gi; gi.require_version('GstRtspServer', '1.0');"
                + " from gi.repository import GstRtspServer, Gst; Gst.init(None);"
                + " import sys; sys.exit(Gst.ElementFactory.find('x264enc') is None)"),
        "GStreamer's RTSP server isn't installed (Debian: gir1.2-gst-rtsp-server-1.0, python3-gi,"
            + " gstreamer1.0-plugins-ugly)");
  }

  int port() {
    return port;
  }

  String url() {
    return "rtsp://" + address + ":" + port + "/test";
  }

  /** Ends the process at once, without a chance to say goodbye. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    process.getOutputStream().close();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      kill();
    }
  }
}
