package io.rtsper.payload.h265;

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
class H265FfmpegTest {

  @TempDir Path folder;

  @BeforeEach
  void requireFfmpeg() throws Exception {
    Ffmpeg.require("libx265");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "size=320x240:rate=25|-pix_fmt yuv420p -x265-params log-level=none:keyint=10:bframes=3",
        "size=322x242:rate=30000/1001|-pix_fmt yuv420p10le -x265-params"
            + " log-level=none:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:hdr10=1",
        "size=320x240:rate=25,setsar=16/11|-pix_fmt yuv422p10le -x265-params"
            + " log-level=none:slices=2:aud=1:scaling-list=default",
        "size=320x240:rate=25|-pix_fmt yuv444p -x265-params log-level=none:keyint=5:range=full",
        "size=320x240:rate=25|-pix_fmt gray -x265-params log-level=none:temporal-layers=1",
        "size=320x240:rate=50|-pix_fmt yuv420p -b:v 500k -x265-params"
            + " log-level=none:hrd=1:vbv-maxrate=500:vbv-bufsize=500:repeat-headers=1:open-gop=0",
      })
  void framesOfAFile(String variant) throws Exception {
    String[] parts = variant.split("\\|");
    List<String> options = new ArrayList<>(List.of("-c:v", "libx265", "-preset", "veryfast"));
    options.addAll(Arrays.asList(parts[1].split(" ")));
    options.addAll(List.of("-tag:v", "hvc1"));
    Path file = Ffmpeg.picture(folder.resolve("a.mp4"), parts[0], options.toArray(new String[0]));
    Ffmpeg.Sent sent = Ffmpeg.send(file);
    Receiver receiver = new Receiver(new H265DepacketizerProvider(), sent.track());
    receiver.packets(sent.packets());
    assertThat(Hashes.md5(receiver.frames())).isEqualTo(Ffmpeg.frameHashes(file));
    assertThat(receiver.frames()).noneMatch(frame -> frame.damaged());
    assertThat(receiver.frames().get(0).keyFrame()).isTrue();
    assertThat(receiver.quirks()).isEmpty();
    VideoProbe.compare((VideoParameters) receiver.parameters(), Ffmpeg.probe(file));
  }
}
