package io.rtsper.payload;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.media.AudioParameters;
import io.rtsper.api.spi.DepacketizerProvider;
import io.rtsper.api.spi.ProviderCatalog;
import io.rtsper.payload.testing.Ffmpeg;
import io.rtsper.payload.testing.Gstreamer;
import io.rtsper.payload.testing.Hashes;
import io.rtsper.payload.testing.Parts;
import io.rtsper.payload.testing.Receiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The frames are those of the file that GStreamer's payloaders made packets of. */
class GstreamerPayloadTest {

  private static final String TONE = "sine=frequency=440:duration=1";
  private static final String PICTURE = "testsrc2=duration=1:size=320x240:rate=25";

  @TempDir Path folder;

  private static Receiver receiver(String media, String map, String... parameters) {
    DepacketizerProvider provider =
        ProviderCatalog.discover(List.of())
            .depacketizer(map.substring(0, map.indexOf('/')))
            .orElseThrow();
    return new Receiver(provider, Receiver.track(media, map, parameters));
  }

  @ParameterizedTest
  @CsvSource({
    "mp2, a.mp2, -ac 2 -ar 48000 -b:a 192k, mpegaudioparse ! rtpmpapay, MPA/90000",
    "mp2, a.mp2, -ac 1 -ar 44100 -b:a 384k, mpegaudioparse ! rtpmpapay mtu=300, MPA/90000",
    "libmp3lame, a.mp3, -ac 2 -ar 44100 -write_xing 0 -id3v2_version 0, "
        + "mpegaudioparse ! rtpmpapay, MPA/90000",
    "ac3, a.ac3, -ac 6 -ar 48000 -b:a 448k, ac3parse ! rtpac3pay, AC3/48000",
    "ac3, a.ac3, -ac 2 -ar 44100 -b:a 192k, ac3parse ! rtpac3pay mtu=200, AC3/44100",
  })
  void framesOfSound(String encoder, String name, String options, String elements, String map)
      throws Exception {
    Ffmpeg.require(encoder);
    Gstreamer.requireAll("rtpstreampay", "rtpmpapay", "rtpac3pay", "ac3parse", "mpegaudioparse");
    String[] all = ("-c:a " + encoder + " " + options).split(" ");
    Path file = Ffmpeg.encode(folder.resolve(name), TONE, all);
    Receiver receiver = receiver("audio", map);
    receiver.packets(Gstreamer.pay(file, elements).packets());
    assertThat(Hashes.md5(receiver.frames())).isEqualTo(Ffmpeg.frameHashes(file));
    assertThat(receiver.quirks()).isEmpty();
    AudioParameters parameters = (AudioParameters) receiver.parameters();
    var probe = Ffmpeg.probe(file);
    assertThat(parameters.sampleRate()).isEqualTo(Integer.parseInt(probe.get("sample_rate")));
    assertThat(parameters.channels()).isEqualTo(Integer.parseInt(probe.get("channels")));
  }

  @ParameterizedTest
  @CsvSource({
    "mpeg2video, a.m2v, -g 10 -bf 2 -f mpeg2video, mpegvideoparse ! rtpmpvpay, MPV/90000",
    "mpeg2video, a.m2v, -g 10 -f mpeg2video, mpegvideoparse ! rtpmpvpay mtu=300, MPV/90000",
    "mpeg4, a.m4v, -g 10 -f m4v, mpeg4videoparse ! rtpmp4vpay config-interval=0, MP4V-ES/90000",
    "mpeg4, a.m4v, -g 10 -f m4v, mpeg4videoparse ! rtpmp4vpay config-interval=1, MP4V-ES/90000",
  })
  void picturesOfVideo(String encoder, String name, String options, String elements, String map)
      throws Exception {
    Ffmpeg.require(encoder);
    Gstreamer.requireAll(
        "rtpstreampay", "rtpmpvpay", "rtpmp4vpay", "mpegvideoparse", "mpeg4videoparse");
    Path file =
        Ffmpeg.encode(
            folder.resolve(name), PICTURE, ("-c:v " + encoder + " " + options).split(" "));
    Gstreamer.Paid paid = Gstreamer.pay(file, elements);
    String config = paid.field("config");
    Receiver receiver =
        config.isEmpty() ? receiver("video", map) : receiver("video", map, "config=" + config);
    receiver.packets(paid.packets());
    assertThat(receiver.frames()).hasSize(25).noneMatch(frame -> frame.damaged());
    assertThat(receiver.frames().stream().filter(frame -> frame.keyFrame())).hasSize(3);
    assertThat(receiver.parameters().toString()).endsWith(" 320x240");
    if (encoder.equals("mpeg4")) {
      // The parser of FFmpeg leaves the headers in the first picture; GStreamer may repeat them.
      List<String> hashes = Ffmpeg.frameHashes(file);
      assertThat(Hashes.md5(receiver.frames()).subList(1, 10)).isEqualTo(hashes.subList(1, 10));
    } else {
      assertThat(Hashes.md5(receiver.frames())).isEqualTo(Ffmpeg.frameHashes(file));
    }
  }

  @ParameterizedTest
  @CsvSource({"-ac 2 -ar 44100 -q:a 6", "-ac 1 -ar 16000", "-ac 2 -ar 48000 -q:a 10"})
  void packetsOfVorbis(String options) throws Exception {
    Ffmpeg.require("libvorbis");
    Gstreamer.requireAll("rtpstreampay", "rtpvorbispay", "oggdemux", "vorbisparse");
    String[] all = ("-c:a libvorbis " + options).split(" ");
    Path file = Ffmpeg.encode(folder.resolve("a.ogg"), TONE, all);
    Gstreamer.Paid paid = Gstreamer.pay(file, "oggdemux ! vorbisparse ! rtpvorbispay mtu=300");
    var probe = Ffmpeg.probe(file);
    String rate = probe.get("sample_rate");
    Receiver receiver =
        receiver("audio", "VORBIS/" + rate, "configuration=" + paid.field("configuration"));
    receiver.packets(paid.packets());
    List<String> hashes = Ffmpeg.frameHashes(file);
    // What waits to be aggregated when the file ends, GStreamer never sends.
    assertThat(receiver.frames()).hasSizeBetween(hashes.size() - 16, hashes.size());
    assertThat(Hashes.md5(receiver.frames()))
        .isEqualTo(hashes.subList(0, receiver.frames().size()));
    assertThat(receiver.quirks()).isEmpty();
    AudioParameters parameters = (AudioParameters) receiver.parameters();
    assertThat(parameters.sampleRate()).isEqualTo(Integer.parseInt(rate));
    assertThat(parameters.channels()).isEqualTo(Integer.parseInt(probe.get("channels")));
    // Each frame begins where the one before ends, but for a tick that is rounded off, for the
    // first
    // packet of all, behind which nothing comes out, and for the end, where the file cuts samples
    // off.
    var frames = receiver.frames();
    for (int i = 20; i < frames.size() - 10; i++) {
      long end = frames.get(i - 1).timestamp() + frames.get(i - 1).duration();
      assertThat(frames.get(i).timestamp()).isBetween(end - 1, end + 1);
    }
  }

  @Test
  void vorbisWithItsHeadersInTheStream() throws Exception {
    Ffmpeg.require("libvorbis");
    Gstreamer.requireAll("rtpstreampay", "rtpvorbispay", "oggdemux", "vorbisparse");
    Path file = Ffmpeg.encode(folder.resolve("a.ogg"), TONE, "-c:a", "libvorbis", "-ac", "2");
    Gstreamer.Paid paid =
        Gstreamer.pay(file, "oggdemux ! vorbisparse ! rtpvorbispay config-interval=1");
    Receiver receiver = receiver("audio", "VORBIS/44100").packets(paid.packets());
    List<String> hashes = Ffmpeg.frameHashes(file);
    assertThat(receiver.frames()).isNotEmpty();
    assertThat(Hashes.md5(receiver.frames())).isSubsetOf(hashes);
    assertThat(receiver.parameters()).hasToString("vorbis 44100 Hz 2 channels");
    assertThat(receiver.quirks()).isSubsetOf("vorbis-other-configuration");
  }

  @Test
  void packetsOfATransportStream() throws Exception {
    Ffmpeg.require("mpeg2video");
    Gstreamer.requireAll("rtpstreampay", "rtpmp2tpay", "tsparse");
    Path file = Ffmpeg.encode(folder.resolve("a.ts"), PICTURE, "-c:v", "mpeg2video");
    Receiver receiver = receiver("video", "MP2T/90000");
    receiver.packets(Gstreamer.pay(file, "tsparse alignment=7 ! rtpmp2tpay").packets());
    String sent = HexFormat.of().formatHex(Files.readAllBytes(file));
    String all = String.join("", receiver.data());
    // GStreamer leaves out what comes before the first tables, and what doesn't fill a packet.
    assertThat(all.length()).isGreaterThan(sent.length() / 2);
    assertThat(sent).contains(all);
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void unitsOfKlv() throws Exception {
    Gstreamer.requireAll("rtpstreampay", "rtpklvpay");
    List<byte[]> units = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      units.add(
          Parts.joined(
              Receiver.hex("060e2b34020b01010e01030101000000 820fa0"),
              Parts.data(new Random(i), 4000)));
    }
    Path file = folder.resolve("a.klv");
    Files.write(file, Parts.joined(units.toArray(new byte[0][])));
    int length = units.get(0).length;
    // A buffer of GStreamer is a unit; each is three packets.
    Gstreamer.Paid paid =
        Gstreamer.pay(file, length, "capsfilter caps=meta/x-klv,parsed=true ! rtpklvpay");
    Receiver receiver = receiver("application", "SMPTE336M/90000").packets(paid.packets());
    String all = String.join("", receiver.data());
    assertThat(all).isEqualTo(HexFormat.of().formatHex(Files.readAllBytes(file)));
    assertThat(paid.packets().size()).isGreaterThan(3 * length / 1500);
    assertThat(receiver.quirks()).isEmpty();
  }
}
