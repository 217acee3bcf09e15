package io.rtsper.payload.h264;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.media.VideoParameters;
import io.rtsper.payload.testing.Ffmpeg;
import io.rtsper.payload.testing.Hashes;
import io.rtsper.payload.testing.Receiver;
import io.rtsper.payload.testing.VideoProbe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The frames are the access units of the file that FFmpeg sent, and it sees the same pictures. */
class H264FfmpegTest {

  @TempDir Path folder;

  @BeforeEach
  void requireFfmpeg() throws Exception {
    Ffmpeg.require("libx264");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "size=320x240:rate=25|-pix_fmt yuv420p -x264-params keyint=10:bframes=3",
        "size=322x242:rate=30000/1001|-pix_fmt yuv420p -preset ultrafast -profile:v baseline",
        "size=320x240:rate=25|-pix_fmt yuv420p -profile:v main -x264-params slices=4:aud=1",
        "size=320x240:rate=25|-pix_fmt yuv422p10le -x264-params cqm=jvt",
        "size=320x240:rate=25|-pix_fmt yuv444p -x264-params cqm=jvt",
        "size=320x240:rate=25|-pix_fmt yuv420p10le -x264-params intra-refresh=1:bframes=0",
        "size=320x240:rate=25|-pix_fmt gray",
        "size=480x272:rate=25|-pix_fmt yuv420p -flags +ildct+ilme -x264-params tff=1",
        "size=320x240:rate=25|-pix_fmt yuv420p -b:v 500k -maxrate 500k -bufsize 500k"
            + " -x264-params nal-hrd=cbr:force-cfr=1:open-gop=1:keyint=10",
        "size=320x240:rate=50,setsar=16/11|-pix_fmt yuv420p -x264-params bframes=16"
            + " -color_primaries bt709 -color_trc bt709 -colorspace bt709 -color_range pc",
        "size=320x240:rate=10,setsar=117/53|-pix_fmt yuv420p -x264-params slice-max-size=400",
        "size=1920x1080:rate=5|-pix_fmt yuv420p -g 2",
      })
  void framesOfAFileWithoutSetsInTheStream(String variant) throws Exception {
    Path file = encode("a.mp4", variant);
    Ffmpeg.Sent sent = Ffmpeg.send(file);
    Receiver receiver = new Receiver(new H264DepacketizerProvider(), sent.track());
    receiver.packets(sent.packets());
    assertThat(Hashes.md5(receiver.frames())).isEqualTo(Ffmpeg.frameHashes(file));
    assertThat(receiver.frames()).noneMatch(frame -> frame.damaged());
    assertThat(receiver.frames().get(0).keyFrame()).isTrue();
    assertThat(receiver.quirks()).isEmpty();
    VideoProbe.compare((VideoParameters) receiver.parameters(), Ffmpeg.probe(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-x264-params aud=1:keyint=10", "-x264-params keyint=5:slices=3"})
  void unitsOfAStreamWithSets(String options) throws Exception {
    Path file = encode("a.h264", "size=320x240:rate=25|-pix_fmt yuv420p " + options);
    Ffmpeg.Sent sent = Ffmpeg.send(file, "-bsf:v", "dump_extra=freq=keyframe");
    Receiver receiver = new Receiver(new H264DepacketizerProvider(), sent.track());
    receiver.packets(sent.packets());
    assertThat(receiver.frames()).hasSize(25).noneMatch(frame -> frame.damaged());
    assertThat(receiver.quirks()).isSubsetOf("described-parameter-set-differs");
    VideoProbe.compare((VideoParameters) receiver.parameters(), Ffmpeg.probe(file));
  }

  private Path encode(String name, String variant) throws Exception {
    String[] parts = variant.split("\\|");
    List<String> options = new ArrayList<>(List.of("-c:v", "libx264"));
    options.addAll(Arrays.asList(parts[1].split(" ")));
    return Ffmpeg.picture(folder.resolve(name), parts[0], options.toArray(new String[0]));
  }
}
