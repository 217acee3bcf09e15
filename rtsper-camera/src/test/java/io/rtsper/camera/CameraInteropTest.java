package io.rtsper.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Clients that this project did not write play from the camera.
 *
 * <p>Skipped with a message where ffmpeg or GStreamer isn't installed; the system property {@code
 * rtsper.interop} with the value {@code required} makes that a failure.
 */
@Tag("interop")
class CameraInteropTest {

  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final int FRAMES = 30;
  private static final int FRAMES_WITH_SEAM = 220; // 100 pictures are one loop of the clip

  @ParameterizedTest
  @CsvSource({
    "tcp, none",
    "udp, none",
    "tcp, basic",
    "tcp, digest",
    "udp, digest",
    "tcp, qop",
    "tcp, tls"
  })
  void ffmpegDecodesVideoAndAudioWithoutErrors(String transport, String authentication)
      throws IOException, InterruptedException {
    requireCommand("ffmpeg", "-version");
    try (Camera camera = camera(authentication)) {
      String log = decode(url(camera, authentication), transport, FRAMES);
      assertThat(log).isEmpty();
      camera.awaitRequest("TEARDOWN", Duration.ofSeconds(5));
      assertThat(camera.failures()).isEmpty();
    }
  }

  @Test
  void ffmpegSeesNoSeamWhereTheClipLoops() throws IOException, InterruptedException {
    requireCommand("ffmpeg", "-version");
    try (Camera camera = Camera.builder().asFastAsPossible().start()) {
      assertThat(decode(camera.url(), "tcp", FRAMES_WITH_SEAM)).isEmpty();
    }
  }

  private static String decode(String url, String transport, int frames)
      throws IOException, InterruptedException {
    return run(
        "ffmpeg",
        "-hide_banner",
        "-loglevel",
        "warning",
        "-xerror",
        "-err_detect",
        "explode",
        "-rtsp_transport",
        transport,
        "-i",
        url,
        "-map",
        "0:v",
        "-map",
        "0:a",
        "-frames:v",
        "" + frames,
        "-f",
        "null",
        "-");
  }

  @Test
  void ffprobeReadsCodecsAndSizes() throws IOException, InterruptedException {
    requireCommand("ffprobe", "-version");
    try (Camera camera = Camera.open()) {
      String output =
          run(
              "ffprobe",
              "-loglevel",
              "warning",
              "-rtsp_transport",
              "tcp",
              "-show_entries",
              "stream=codec_name,profile,width,height,sample_rate,channels",
              "-of",
              "csv=p=0",
              camera.url());
      assertThat(output.lines()).containsExactly("h264,Main,480,270", "aac,LC,32000,1");
    }
  }

  @ParameterizedTest
  @CsvSource({"tcp, none", "udp, none", "tcp, digest"})
  void gstreamerDecodesVideoAndAudio(String transport, String authentication)
      throws IOException, InterruptedException {
    requireCommand("gst-launch-1.0", "--version");
    try (Camera camera = camera(authentication)) {
      List<String> command =
          new ArrayList<>(List.of("gst-launch-1.0", "-v", "rtspsrc", "name=src"));
      command.addAll(List.of("location=" + camera.url(), "protocols=" + transport, "latency=100"));
      if (!authentication.equals("none")) {
        command.addAll(List.of("user-id=user", "user-pw=secret"));
      }
      command.addAll(
          List.of("src.", "!", "rtph264depay", "!", "h264parse", "!", "avdec_h264", "!"));
      command.addAll(List.of("identity", "eos-after=" + FRAMES, "!", "fakesink", "sync=false"));
      command.addAll(List.of("src.", "!", "rtpmp4gdepay", "!", "aacparse", "!", "avdec_aac", "!"));
      command.addAll(List.of("identity", "eos-after=" + FRAMES, "!", "fakesink", "sync=false"));
      String log = launch(command);
      assertThat(log).contains("Got EOS from element").doesNotContain("ERROR");
      // gst-launch tries each decoder with whichever track comes first, and says so when it isn't
      // its own. What GLib warns about, "(gst-launch-1.0:…): GLib-GObject-WARNING", is gst-launch's
      // own taking down of its elements.
      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("WARNING"))
          .allMatch(line -> line.contains("Delayed linking failed"));
      camera.awaitRequest("TEARDOWN", Duration.ofSeconds(5));
      assertThat(camera.failures()).isEmpty();
    }
  }

  private static Camera camera(String authentication) {
    CameraBuilder builder = Camera.builder();
    switch (authentication) {
      case "basic" -> builder.basic("user", "secret");
      case "qop" -> builder.digest("user", "secret", "MD5", "auth");
      case "tls" -> builder.tls(TestCertificates.GOOD.context());
      case "digest" -> builder.digest("user", "secret");
      default -> {}
    }
    return builder.start();
  }

  private static String url(Camera camera, String authentication) {
    return Set.of("none", "tls").contains(authentication)
        ? camera.url()
        : camera.url("user", "secret");
  }

  private static void requireCommand(String... command) throws InterruptedException {
    try {
      run(command);
    } catch (IOException e) {
      String message = command[0] + " is not installed: its interop tests don't run";
      if ("required".equals(System.getProperty("rtsper.interop"))) {
        Assertions.fail(message);
      }
      Assumptions.abort(message);
    }
  }

  /**
   * Runs gst-launch, once more if it fails behind its end of stream: now and then it gives its
   * connection up before it says goodbye on it.
   */
  private static String launch(List<String> command) throws IOException, InterruptedException {
    String[] words = command.toArray(new String[0]);
    try {
      return run(words);
    } catch (AssertionError failure) {
      if (String.valueOf(failure.getMessage()).contains("Execution ended after")) {
        return run(words);
      }
      throw failure;
    }
  }

  /** Runs a command to its successful end. Returns what it wrote. */
  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    StringBuilder output = new StringBuilder();
    Thread reader =
        new Thread(() -> copy(process.getInputStream(), output), "output of " + command[0]);
    reader.start();
    try {
      boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
      process.destroyForcibly();
      reader.join(LIMIT.toMillis());
      assertThat(ended).as("%s ends in time; it said: %s", command[0], output).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as("%s said: %s", command[0], output).isZero();
    return output.toString();
  }

  private static void copy(InputStream input, StringBuilder output) {
    try (input) {
      output.append(new String(input.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      output.append(e);
    }
  }
}
