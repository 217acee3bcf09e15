package io.rtsper.payload.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.MediaDescriptionBuilder;
import io.rtsper.api.sdp.SdpAttribute;
import io.rtsper.api.sdp.SessionDescription;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The programs of FFmpeg as a second opinion: what they encode, send over loopback and say of it.
 * Tests are skipped where they aren't installed.
 */
public final class Ffmpeg {

  private static final int SECONDS = 60;
  private static final int ATTEMPTS = 4;
  private static final int SILENCE_MILLIS = 250;

  /** What the first call found. */
  private static @Nullable String encoders;

  private Ffmpeg() {}

  /** What was sent: the track as it was described, and its packets in order, none missing. */
  public record Sent(Track track, List<Packet> packets) {}

  /** Skips the test where a program isn't installed, or can't encode. */
  public static void require(String encoder) throws IOException, InterruptedException {
    if (encoders == null) {
      try {
        encoders = run(List.of("ffmpeg", "-hide_banner", "-encoders"));
        run(List.of("ffprobe", "-version"));
      } catch (IOException e) {
        assumeTrue(false, "ffmpeg is not installed: " + e.getMessage());
        return;
      }
    }
    assumeTrue(encoders.contains(" " + encoder + " "), "this ffmpeg has no encoder " + encoder);
  }

  /** Encodes a second of a moving test picture. */
  public static Path picture(Path file, String source, String... options)
      throws IOException, InterruptedException {
    return encode(file, "testsrc2=duration=1:" + source, options);
  }

  /** Encodes what a filter makes. */
  public static Path encode(Path file, String source, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", source));
    command.addAll(Arrays.asList(options));
    command.add(file.toString());
    run(command);
    return file;
  }

  /** Returns the MD5 of each packet of a file, as its container has it. */
  public static List<String> frameHashes(Path file) throws IOException, InterruptedException {
    return hashes(
        run(
            List.of(
                "ffmpeg",
                "-v",
                "error",
                "-nostdin",
                "-i",
                file.toString(),
                "-c",
                "copy",
                "-f",
                "framehash",
                "-hash",
                "md5",
                "-")));
  }

  /** Returns the MD5 of each picture of a file of a format, decoded. */
  public static List<String> pictureHashes(Path file, String format)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("ffmpeg", "-v", "error", "-nostdin", "-f", format));
    command.addAll(List.of("-i", file.toString(), "-pix_fmt", "yuvj420p"));
    command.addAll(List.of("-f", "framehash", "-hash", "md5", "-"));
    return hashes(run(command));
  }

  private static List<String> hashes(String text) {
    return text.lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .map(line -> line.split(",")[5].strip())
        .toList();
  }

  /** Returns what {@code ffprobe -show_streams} says of the first stream of a file. */
  public static Map<String, String> probe(Path file) throws IOException, InterruptedException {
    Map<String, String> values = new TreeMap<>();
    run(List.of("ffprobe", "-v", "error", "-show_streams", "-of", "default", file.toString()))
        .lines()
        .filter(line -> line.indexOf('=') > 0)
        .forEach(
            line ->
                values.putIfAbsent(
                    line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
    return values;
  }

  /** Has a file sent as RTP; where the system loses packets, more slowly. */
  public static Sent send(Path file, String... options) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      Sent sent = sendOnce(file, attempt > 1, options);
      if (sent != null) {
        return sent;
      }
      assertThat(attempt).as("times that packets were lost on loopback").isLessThan(ATTEMPTS);
    }
  }

  private static @Nullable Sent sendOnce(Path file, boolean slowly, String... options)
      throws IOException, InterruptedException {
    Path sdp = Files.createTempFile(file.getParent(), "sent", ".sdp");
    Path log = Files.createTempFile(file.getParent(), "sent", ".log");
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramSocket rtp = new DatagramSocket(0, loopback);
        DatagramSocket rtcp = new DatagramSocket(0, loopback)) {
      rtp.setReceiveBufferSize(8 << 20);
      rtp.setSoTimeout(SILENCE_MILLIS);
      List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin"));
      if (slowly) {
        command.addAll(List.of("-readrate", "4"));
      }
      command.addAll(List.of("-i", file.toString(), "-c", "copy"));
      command.addAll(Arrays.asList(options));
      command.addAll(List.of("-sdp_file", sdp.toString(), "-f", "rtp"));
      command.add("rtp://127.0.0.1:" + rtp.getLocalPort() + "?rtcpport=" + rtcp.getLocalPort());
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      List<byte[]> received = receive(rtp, process);
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(log)).isZero();
      List<Packet> packets = packets(received);
      return packets == null ? null : new Sent(track(Files.readAllLines(sdp)), packets);
    }
  }

  static List<byte[]> receive(DatagramSocket socket, Process process) throws IOException {
    List<byte[]> received = new ArrayList<>();
    byte[] buffer = new byte[65_536];
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (System.nanoTime() < end) {
      boolean alive = process.isAlive();
      DatagramPacket datagram = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(datagram);
        received.add(Arrays.copyOf(buffer, datagram.getLength()));
      } catch (SocketTimeoutException e) {
        if (!alive) {
          return received;
        }
      }
    }
    process.destroyForcibly();
    throw new AssertionError("ffmpeg is still sending after " + SECONDS + " s");
  }

  /** Returns the packets; null if one is missing. */
  static @Nullable List<Packet> packets(List<byte[]> received) {
    List<Packet> packets = new ArrayList<>();
    RtpPacket view = new RtpPacket();
    int next = -1;
    for (byte[] bytes : received) {
      assertThat(view.wrap(ByteBuffer.wrap(bytes), 0, bytes.length)).isTrue();
      if (next >= 0 && view.sequenceNumber() != next) {
        return null;
      }
      next = view.sequenceNumber() + 1 & 0xFFFF;
      byte[] payload = new byte[view.payloadLength()];
      view.copyPayload(payload, 0);
      packets.add(new Packet(view.timestamp(), view.marker(), payload));
    }
    return packets;
  }

  private static Track track(List<String> sdp) {
    MediaDescriptionBuilder media = null;
    for (String line : sdp) {
      if (line.startsWith("m=")) {
        String[] words = line.substring(2).split(" ");
        media = MediaDescription.builder(words[0]).formats(List.of(words[3]));
      } else if (line.startsWith("a=") && media != null) {
        int colon = line.indexOf(':');
        media.attribute(
            new SdpAttribute(line.substring(2, colon), line.substring(colon + 1).strip()));
      }
    }
    return Track.listOf(SessionDescription.builder().media(media.build()).build()).get(0);
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("ffmpeg", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      String text = Files.readString(output);
      assertThat(ended).as(command + " ends").isTrue();
      assertThat(process.exitValue()).as(command + ": " + text).isZero();
      return text;
    } finally {
      Files.delete(output);
    }
  }
}
