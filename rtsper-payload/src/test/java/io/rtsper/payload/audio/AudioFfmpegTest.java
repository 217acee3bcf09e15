package io.rtsper.payload.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.media.AudioParameters;
import io.rtsper.api.spi.DepacketizerProvider;
import io.rtsper.api.spi.ProviderCatalog;
import io.rtsper.payload.testing.Ffmpeg;
import io.rtsper.payload.testing.Hashes;
import io.rtsper.payload.testing.Receiver;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The frames are the packets of the file that FFmpeg sent, and it hears the same of them. */
class AudioFfmpegTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "aac, a.mp4, -ac 2 -ar 48000, ''",
    "aac, a.mp4, -ac 1 -ar 44100 -b:a 200k, ''",
    "aac, a.mp4, -ac 6 -ar 48000, ''",
    "aac, a.mp4, -ac 2 -ar 48000, -rtpflags latm",
    "libopus, a.ogg, -ac 2 -frame_duration 20, ''",
    "libopus, a.ogg, -ac 1 -frame_duration 60, ''",
    "libspeex, a.ogg, -ac 1 -ar 16000, ''",
    "libmp3lame, a.mp3, -ac 2 -ar 44100 -write_xing 0, ''",
    "mp2, a.mp2, -ac 2 -ar 48000 -b:a 192k, ''",
  })
  void framesOfAFile(String encoder, String name, String options, String sending) throws Exception {
    Ffmpeg.require(encoder);
    String[] all = ("-c:a " + encoder + " " + options).split(" ");
    Path file = Ffmpeg.encode(folder.resolve(name), "sine=frequency=440:duration=1", all);
    Ffmpeg.Sent sent = Ffmpeg.send(file, sending.isEmpty() ? new String[0] : sending.split(" "));
    Receiver receiver = new Receiver(provider(sent), sent.track()).packets(sent.packets());
    List<String> hashes = Ffmpeg.frameHashes(file);
    // What waits to be aggregated when the file ends, FFmpeg never sends.
    assertThat(receiver.frames()).hasSizeBetween(hashes.size() - 6, hashes.size());
    assertThat(Hashes.md5(receiver.frames()))
        .isEqualTo(hashes.subList(0, receiver.frames().size()));
    assertThat(receiver.frames()).noneMatch(frame -> frame.damaged());
    assertThat(receiver.quirks()).isEmpty();
    Map<String, String> probe = Ffmpeg.probe(file);
    AudioParameters parameters = (AudioParameters) receiver.parameters();
    assertThat(parameters.sampleRate()).isEqualTo(Integer.parseInt(probe.get("sample_rate")));
    assertThat(parameters.channels()).isEqualTo(Integer.parseInt(probe.get("channels")));
  }

  @ParameterizedTest
  @CsvSource({
    "pcm_mulaw, a.wav, -ac 1 -ar 8000",
    "g722, a.wav, -ac 1 -ar 16000",
    "g726, a.wav, -ac 1 -ar 8000 -b:a 32k",
    "pcm_s16be, a.aiff, -ac 2 -ar 44100",
  })
  void samplesOfAFile(String encoder, String name, String options) throws Exception {
    Ffmpeg.require(encoder);
    String[] all = ("-c:a " + encoder + " " + options).split(" ");
    Path file = Ffmpeg.encode(folder.resolve(name), "sine=frequency=440:duration=1", all);
    Ffmpeg.Sent sent = Ffmpeg.send(file);
    Receiver receiver = new Receiver(provider(sent), sent.track()).packets(sent.packets());
    long duration = receiver.frames().stream().mapToLong(frame -> frame.duration()).sum();
    assertThat(duration).isEqualTo(sent.track().clockRate());
    long end = receiver.frames().get(receiver.frames().size() - 1).timestamp();
    long start = receiver.frames().get(0).timestamp();
    long last = receiver.frames().get(receiver.frames().size() - 1).duration();
    assertThat(end + last - start).isEqualTo(duration);
    assertThat(Arrays.asList(receiver.quirks().toArray())).isEmpty();
  }

  private static DepacketizerProvider provider(Ffmpeg.Sent sent) {
    return ProviderCatalog.discover(List.of()).depacketizer(sent.track().encoding()).orElseThrow();
  }
}
