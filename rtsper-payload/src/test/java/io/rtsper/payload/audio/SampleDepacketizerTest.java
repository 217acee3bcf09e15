package io.rtsper.payload.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.media.AudioParameters;
import io.rtsper.api.spi.DepacketizerProvider;
import io.rtsper.api.spi.ProviderCatalog;
import io.rtsper.payload.testing.Receiver;
import io.rtsper.testkit.contract.RecordedFrame;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleDepacketizerTest {

  private static final ProviderCatalog CATALOG = ProviderCatalog.discover(List.of());

  private static Receiver receiver(String map) {
    DepacketizerProvider provider =
        CATALOG.depacketizer(map.substring(0, map.indexOf('/'))).orElseThrow();
    return new Receiver(provider, Receiver.track("audio", map));
  }

  @ParameterizedTest
  @CsvSource({
    "PCMU/8000, ulaw, 8000, 1, 160",
    "PCMA/8000/2, alaw, 8000, 2, 80",
    "G722/8000, g722, 16000, 1, 160",
    "G722/8000/1, g722, 16000, 1, 160",
    "L8/16000/2, l8, 16000, 2, 80",
    "L16/44100/2, l16, 44100, 2, 40",
    "L24/48000/2, l24, 48000, 2, 26",
    "G726-16/8000, g726-16, 8000, 1, 640",
    "G726-24/8000, g726-24, 8000, 1, 426",
    "G726-32/8000, g726-32, 8000, 1, 320",
    "G726-40/8000, g726-40, 8000, 1, 256",
    "AAL2-G726-32/8000, aal2-g726-32, 8000, 1, 320",
  })
  void knowsRateAndDuration(String map, String codec, int rate, int channels, int duration) {
    Receiver receiver = receiver(map);
    AudioParameters parameters = (AudioParameters) receiver.parameters();
    assertThat(parameters.sampleRate()).isEqualTo(rate);
    assertThat(parameters.channels()).isEqualTo(channels);
    byte[] payload = new byte[160 - 160 % (channels * (map.startsWith("L24") ? 3 : 1))];
    receiver.packet(7, false, payload);
    assertThat(receiver.frames())
        .containsExactly(RecordedFrame.of(7, payload, true).withCodec(codec).lasting(duration));
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void aPartOfASampleIsLeftOut() {
    Receiver receiver = receiver("L16/44100/2").packet(1, true, "0102030405060708 090a0b");
    receiver.packet(2, true, "010203");
    assertThat(receiver.data()).containsExactly("0102030405060708");
    assertThat(receiver.quirks()).containsExactly("audio-part-of-a-sample");
  }

  @Test
  void aPacketWithoutSamplesIsNoFrame() {
    assertThat(receiver("PCMU/8000").packet(1, true, "").frames()).isEmpty();
  }

  @Test
  void aLossSpoilsNoFrame() {
    Receiver receiver = receiver("PCMU/8000").packet(1, true, "d5").lose(3).packet(5, true, "55");
    assertThat(receiver.data()).containsExactly("d5", "55");
  }

  @Property
  void anySamplesComeThroughUnchanged(@ForAll @Size(min = 1, max = 1500) byte[] samples) {
    assertThat(receiver("G726-32/8000").packet(1, false, samples).data())
        .containsExactly(HexFormat.of().formatHex(samples));
  }
}
