package io.rtsper.payload.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rtsper.api.rtp.RtpPacket;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** GStreamer's payloaders as senders. Tests are skipped where they aren't installed. */
public final class Gstreamer {

  private static final int SECONDS = 60;
  private static final int ATTEMPTS = 4;
  private static final int SILENCE_MILLIS = 250;

  private Gstreamer() {}

  /** Skips the test where an element isn't installed. */
  public static void require(String element) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder("gst-inspect-1.0", "--exists", element).inheritIO().start();
      assumeTrue(
          process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0,
          "GStreamer has no element " + element);
    } catch (IOException e) {
      assumeTrue(false, "GStreamer is not installed: " + e.getMessage());
    }
  }

  /**
   * Sends a file.
   *
   * @param pipeline what stands between the file and the network, from demultiplexer to payloader
   */
  public static List<Packet> send(Path file, String pipeline)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      List<Packet> packets = sendOnce(file, pipeline, attempt > 1);
      if (packets != null) {
        return packets;
      }
      assertThat(attempt).as("times that packets were lost on loopback").isLessThan(ATTEMPTS);
    }
  }

  private static List<Packet> sendOnce(Path file, String pipeline, boolean slowly)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile(file.getParent(), "sent", ".log");
    try (DatagramSocket rtp = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      rtp.setReceiveBufferSize(8 << 20);
      rtp.setSoTimeout(SILENCE_MILLIS);
      List<String> command = new ArrayList<>(List.of("gst-launch-1.0", "-q"));
      command.addAll(List.of("filesrc", "location=" + file, "!"));
      command.addAll(Arrays.asList(pipeline.split(" ")));
      command.addAll(List.of("!", "udpsink", "host=127.0.0.1", "port=" + rtp.getLocalPort()));
      command.add("sync=" + slowly);
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      List<byte[]> received = Ffmpeg.receive(rtp, process);
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(log)).isZero();
      assertThat(received).as(Files.readString(log)).isNotEmpty();
      return Ffmpeg.packets(received);
    }
  }

  // ---- Without a network

  /**
   * What a payloader made.
   *
   * @param packets its packets
   * @param caps what it says of them
   */
  public record Paid(List<Packet> packets, String caps) {

    /** Returns the text of a field of the caps; empty if there is none. */
    public String field(String name) {
      Matcher matcher = Pattern.compile("\\b" + name + "=\\(string\\)([^,\\s]+)").matcher(caps);
      return matcher.find() ? matcher.group(1).replaceAll("[\"\\\\]", "") : "";
    }
  }

  /** Skips the test where one of several elements isn't installed. */
  public static void requireAll(String... elements) throws IOException, InterruptedException {
    for (String element : elements) {
      require(element);
    }
  }

  /** Has a file made into packets by elements, the last of which is a payloader. */
  public static Paid pay(Path file, String elements) throws IOException, InterruptedException {
    return pay(file, 4096, elements);
  }

  /** Has a file made into packets, of which the first element gets so many bytes at a time. */
  public static Paid pay(Path file, int blockSize, String elements)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(file.getParent(), "paid", ".rtp");
    Path log = Files.createTempFile(file.getParent(), "paid", ".log");
    List<String> command = new ArrayList<>(List.of("gst-launch-1.0", "-v"));
    command.addAll(List.of("filesrc", "location=" + file, "blocksize=" + blockSize, "!"));
    command.addAll(List.of(elements.split(" ")));
    command.addAll(List.of("!", "rtpstreampay", "!", "filesink", "location=" + out));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    String text = Files.readString(log);
    assertThat(ended && process.exitValue() == 0).as(text).isTrue();
    String caps =
        text.lines()
            .filter(line -> line.contains("caps = application/x-rtp,"))
            .reduce("", (before, line) -> line);
    return new Paid(framed(Files.readAllBytes(out)), caps);
  }

  private static List<Packet> framed(byte[] bytes) {
    List<Packet> packets = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    RtpPacket view = new RtpPacket();
    while (in.remaining() > 2) {
      int length = in.getShort() & 0xFFFF;
      assertThat(view.wrap(in, in.position(), length)).isTrue();
      byte[] payload = new byte[view.payloadLength()];
      view.copyPayload(payload, 0);
      packets.add(new Packet(view.timestamp(), view.marker(), payload));
      in.position(in.position() + length);
    }
    return packets;
  }
}
