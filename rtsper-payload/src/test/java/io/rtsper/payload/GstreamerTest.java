package io.rtsper.payload;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.spi.ProviderCatalog;
import io.rtsper.payload.testing.Ffmpeg;
import io.rtsper.payload.testing.Gstreamer;
import io.rtsper.payload.testing.Hashes;
import io.rtsper.payload.testing.Receiver;
import io.rtsper.testkit.contract.RecordedFrame;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The frames of what GStreamer sends are those of FFmpeg's file. */
class GstreamerTest {

  private static final String PICTURE = "testsrc2=duration=1:size=320x240:rate=25";
  private static final String TONE = "sine=frequency=440:duration=1";

  @TempDir Path folder;

  private Path file(String encoder, String name, String options) throws Exception {
    Ffmpeg.require(encoder);
    boolean sound = options.startsWith("-ac");
    String codec = (sound ? "-c:a " : "-c:v ") + encoder + " " + options;
    return Ffmpeg.encode(folder.resolve(name), sound ? TONE : PICTURE, codec.split(" "));
  }

  private Receiver receive(Path file, String pipeline, String map, String... parameters)
      throws Exception {
    Gstreamer.require(pipeline.substring(pipeline.lastIndexOf('!') + 1).strip().split(" ")[0]);
    Receiver receiver =
        new Receiver(
            ProviderCatalog.discover(List.of())
                .depacketizer(map.substring(0, map.indexOf('/')))
                .orElseThrow(),
            Receiver.track("video", map, parameters));
    return receiver.packets(Gstreamer.send(file, pipeline));
  }

  @ParameterizedTest
  @CsvSource({
    "libvpx, a.webm, -g 10 -deadline realtime, matroskademux ! rtpvp8pay, VP8/90000",
    "libvpx-vp9, a.webm, -g 10 -deadline realtime -cpu-used 8, matroskademux ! rtpvp9pay, VP9/90000",
    "aac, a.mp4, -ac 2 -ar 48000, qtdemux ! aacparse ! rtpmp4gpay, MPEG4-GENERIC/48000/2",
    "libopus, a.ogg, -ac 2, oggdemux ! opusparse ! rtpopuspay, OPUS/48000/2",
    "ac3, a.ac3, -ac 2 -ar 48000, ac3parse ! rtpac3pay, AC3/48000",
    "libmp3lame, a.mp3, -ac 2 -ar 44100 -write_xing 0, mpegaudioparse ! rtpmpapay, MPA/90000",
  })
  void framesOfAFile(String encoder, String name, String options, String pipeline, String map)
      throws Exception {
    Path file = file(encoder, name, options);
    Receiver receiver = receive(file, pipeline, map, "config=1190");
    List<String> hashes = Ffmpeg.frameHashes(file);
    List<String> received = Hashes.md5(receiver.frames());
    // GStreamer drops the first frame of AAC, which is priming, and the last of some files.
    assertThat(received).hasSizeBetween(hashes.size() - 2, hashes.size());
    assertThat(Collections.indexOfSubList(hashes, received)).isBetween(0, 1);
    assertThat(receiver.frames()).noneMatch(frame -> frame.damaged());
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void picturesOfJpeg() throws Exception {
    Path file = file("mjpeg", "a.avi", "-pix_fmt yuvj420p -huffman default -q:v 5");
    Receiver receiver = receive(file, "avidemux ! jpegparse ! rtpjpegpay", "JPEG/90000");
    assertThat(receiver.frames()).hasSize(25).noneMatch(frame -> frame.damaged());
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    receiver.frames().forEach(frame -> joined.writeBytes(Receiver.hex(frame.data())));
    Path received = Files.write(folder.resolve("a.mjpeg"), joined.toByteArray());
    assertThat(Ffmpeg.pictureHashes(received, "mjpeg"))
        .isEqualTo(Ffmpeg.pictureHashes(file, "avi"));
    assertThat(receiver.quirks()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "h264parse config-interval=-1 ! rtph264pay config-interval=-1, 25, ''",
    "h264parse ! rtph264pay aggregate-mode=zero-latency mtu=700, 25, ''",
    "'h264parse ! video/x-h264,alignment=nal ! rtph264pay', 24, nal-no-marker",
  })
  void slicesOfH264(String pipeline, int frames, String quirk) throws Exception {
    Path file =
        file("libx264", "a.mp4", "-pix_fmt yuv420p -x264-params keyint=10:slices=3:bframes=2");
    Receiver receiver = receive(file, "qtdemux ! " + pipeline, "H264/90000");
    compareSlices(file, receiver, frames, 1);
    assertThat(receiver.quirks()).isEqualTo(quirk.isEmpty() ? List.of() : List.of(quirk));
  }

  @ParameterizedTest
  @CsvSource({
    "h265parse config-interval=-1 ! rtph265pay config-interval=-1",
    "h265parse ! rtph265pay mtu=500"
  })
  void slicesOfH265(String pipeline) throws Exception {
    Path file =
        file(
            "libx265",
            "a.mp4",
            "-pix_fmt yuv420p -preset veryfast -tag:v hvc1"
                + " -x265-params log-level=none:keyint=10:slices=2:hrd=1:vbv-maxrate=500:vbv-bufsize=500");
    Receiver receiver = receive(file, "qtdemux ! " + pipeline, "H265/90000");
    compareSlices(file, receiver, 25, 2);
    assertThat(receiver.quirks()).isEmpty();
  }

  /** Compares the slices of each frame; parameter sets and information may come beside them. */
  private void compareSlices(Path file, Receiver receiver, int frames, int header)
      throws Exception {
    String encoding = header == 1 ? "h264" : "h265";
    Ffmpeg.Sent sent = Ffmpeg.send(file);
    Receiver judge =
        new Receiver(
            ProviderCatalog.discover(List.of()).depacketizer(encoding).orElseThrow(), sent.track());
    judge.packets(sent.packets());
    assertThat(Hashes.md5(judge.frames())).isEqualTo(Ffmpeg.frameHashes(file));
    assertThat(receiver.frames()).hasSize(frames).noneMatch(frame -> frame.damaged());
    assertThat(slices(receiver.frames(), header))
        .isEqualTo(slices(judge.frames().subList(0, frames), header));
  }

  private static List<List<String>> slices(List<RecordedFrame> frames, int header) {
    List<List<String>> all = new ArrayList<>();
    for (RecordedFrame frame : frames) {
      List<String> slices = new ArrayList<>();
      String data = frame.data();
      for (int at = 0; at < data.length(); ) {
        int end = at + 8 + 2 * HexFormat.fromHexDigits(data, at, at + 8);
        int first = HexFormat.fromHexDigits(data, at + 8, at + 10);
        boolean slice = header == 1 ? (first & 0x1F) <= 5 : first >> 1 < 32;
        if (slice) {
          slices.add(data.substring(at + 8, end));
        }
        at = end;
      }
      all.add(slices);
    }
    return all;
  }
}
