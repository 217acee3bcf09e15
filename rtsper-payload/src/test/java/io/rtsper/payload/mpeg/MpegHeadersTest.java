package io.rtsper.payload.mpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.media.ChromaFormat;
import io.rtsper.api.media.ColourDescription;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.media.VideoParameters;
import io.rtsper.payload.testing.Parts;
import io.rtsper.payload.testing.Receiver;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What headers say, and where pictures end, in what senders do that RFC 2250 and 6416 don't. */
class MpegHeadersTest {

  private static final byte[] DATA = {11, 12, 13};
  private static final String HEADER = "00000000";

  private static Receiver mpv() {
    return new Receiver(new MpvDepacketizerProvider(), Receiver.track("video", "MPV/90000"));
  }

  private static Receiver mp4v(String... parameters) {
    return new Receiver(
        new Mp4vDepacketizerProvider(), Receiver.track("video", "MP4V-ES/90000", parameters));
  }

  private static String hex(byte[]... parts) {
    return HexFormat.of().formatHex(Parts.joined(parts));
  }

  @Test
  void aSequenceOfMpeg2SaysAllOfIt() {
    byte[] sequence = MpegStream.sequence(720, 576, 3);
    byte[] extension = MpegStream.extension(0x48, false);
    byte[] display = MpegStream.display(5, 1, 6);
    byte[] picture = MpegStream.picture(0, 1, DATA);
    Receiver receiver = mpv();
    receiver.packet(1, true, HEADER + hex(sequence, extension, display, picture));
    VideoParameters parameters = (VideoParameters) receiver.parameters();
    assertThat(parameters.codec()).isEqualTo("mp4v.61");
    assertThat(parameters.width() + "x" + parameters.height()).isEqualTo("720x576");
    assertThat(parameters.pixelAspectWidth() + ":" + parameters.pixelAspectHeight())
        .isEqualTo("64:45");
    assertThat(parameters.profile()).isEqualTo(4);
    assertThat(parameters.level()).isEqualTo(8);
    assertThat(parameters.frameRate()).hasValue(25);
    assertThat(parameters.interlaced()).isTrue();
    assertThat(parameters.chromaFormat()).isEqualTo(ChromaFormat.YUV420);
    assertThat(parameters.colour()).isEqualTo(new ColourDescription(5, 1, 6, false));
    assertThat(parameters.configuration()).isEqualTo(Parts.joined(sequence, extension, display));
  }

  @Test
  void aSequenceOfMpeg1SaysTheHeightOfAPixel() {
    Receiver receiver = mpv();
    receiver.packet(
        1, true, HEADER + hex(MpegStream.sequence(352, 288, 8), MpegStream.picture(0, 1, DATA)));
    VideoParameters parameters = (VideoParameters) receiver.parameters();
    assertThat(parameters).hasToString("mp4v.6A 352x288");
    assertThat(parameters.pixelAspectWidth() + ":" + parameters.pixelAspectHeight())
        .isEqualTo("10000:9157");
  }

  @Test
  void aSequenceWithoutSizeIsReported() {
    Receiver receiver = mpv();
    receiver.packet(
        1, true, HEADER + hex(MpegStream.sequence(0, 288, 1), MpegStream.picture(0, 1, DATA)));
    assertThat(receiver.hasParameters()).isFalse();
    assertThat(receiver.whole()).hasSize(1);
    assertThat(receiver.quirks()).containsExactly("mpeg-sequence-unreadable");
  }

  @Test
  void theHeaderOfMpegVideoMayBeExtended() {
    byte[] picture = MpegStream.picture(0, 1, DATA);
    // T; E and D with a composite display and two words of extensions (RFC 2250 §3.4.1).
    String extended = "04000000" + "40000001" + "00012345" + "0200000000000000";
    Receiver receiver = mpv().packet(1, true, extended + hex(picture));
    receiver.packet(2, true, "04000000" + "40000000" + "09" + hex(picture));
    receiver.packet(3, true, "04000000" + "400000");
    assertThat(receiver.data()).containsExactly(hex(picture));
    assertThat(receiver.quirks()).containsExactly("mpv-header");
  }

  @Test
  void withNeitherMarkersNorTimestampsTheReferencesTell() {
    byte[] first = MpegStream.picture(0, 1, DATA);
    byte[] field = MpegStream.picture(0, 2, DATA);
    byte[] second = MpegStream.picture(1, 2, DATA);
    Receiver receiver = mpv();
    for (byte[] picture : new byte[][] {first, field, second, MpegStream.group()}) {
      receiver.packet(7, false, HEADER + hex(picture));
    }
    // A second field has the reference of the first.
    assertThat(receiver.data()).containsExactly(hex(first, field), hex(second));
    assertThat(receiver.quirks()).containsExactly("frame-no-marker");
  }

  @Test
  void headersBelongToThePictureBehindThem() {
    byte[] sequence = MpegStream.sequence(320, 240, 1);
    byte[] picture = MpegStream.picture(0, 1, DATA);
    Receiver receiver = mpv().packet(1, true, HEADER + hex(sequence));
    receiver.packet(2, true, HEADER + hex(picture));
    assertThat(receiver.data()).containsExactly(hex(sequence, picture));
    assertThat(receiver.frames().get(0).timestamp()).isEqualTo(2);
    assertThat(receiver.quirks()).containsExactly("mpeg-other-timestamp");
  }

  @Test
  void markersThatDontEndAPictureAreNoticed() {
    byte[] first = MpegStream.picture(0, 1, DATA);
    byte[] second = MpegStream.picture(1, 2, DATA);
    Receiver receiver = mpv();
    receiver.packet(1, true, HEADER + hex(first)).packet(1, true, HEADER + "00000102aa");
    receiver.packet(2, true, HEADER + hex(second)).packet(2, true, HEADER + "00000102bb");
    receiver.packet(3, true, HEADER + hex(first));
    assertThat(receiver.data().subList(1, 3))
        .containsExactly("!00000102aa", hex(second) + "00000102bb");
    assertThat(receiver.quirks()).containsExactly("mpeg-marker-within-picture");
  }

  @Test
  void theEndOfASequenceIsNoFrame() {
    byte[] picture = MpegStream.picture(0, 1, DATA);
    Receiver receiver = mpv().packet(1, true, HEADER + hex(picture));
    receiver.packet(1, false, HEADER + "000001b7").packet(2, true, HEADER + hex(picture));
    assertThat(receiver.data()).containsExactly(hex(picture), hex(picture));
  }

  @Test
  void aLossLeavesKeyPicturesWholeThatBeginAsBefore() {
    byte[] key = MpegStream.picture(0, 1, DATA);
    byte[] other = MpegStream.picture(1, 2, DATA);
    byte[] headed = Parts.joined(MpegStream.group(), key);
    Receiver receiver = mpv().packet(1, true, HEADER + hex(headed));
    receiver.lose(2).packet(4, true, HEADER + hex(other));
    receiver.lose(2).packet(7, true, HEADER + hex(key));
    receiver.lose(2).packet(10, true, HEADER + hex(headed));
    assertThat(receiver.data())
        .containsExactly(hex(headed), hex(other), "!" + hex(key), hex(headed));
  }

  @Test
  void theDescriptionOfMpeg4VisualIsReadAndTheStreamComesFirst() {
    byte[] described = MpegStream.headers(0x05, 640, 480);
    byte[] sent = MpegStream.headers(0xF1, 320, 240);
    byte[] key = MpegStream.visual(true, DATA);
    Receiver receiver = mp4v("profile-level-id=3", "config=" + hex(described));
    VideoParameters parameters = (VideoParameters) receiver.parameters();
    assertThat(parameters).hasToString("mp4v.20.5 640x480");
    assertThat(parameters.configuration()).isEqualTo(described);
    assertThat(parameters.frameRate()).hasValue(25);
    assertThat(parameters.pixelAspectWidth() + ":" + parameters.pixelAspectHeight())
        .isEqualTo("12:11");
    assertThat(parameters.reorderedFrames()).hasValue(0);
    receiver
        .packet(1, true, hex(described, key))
        .packet(2, true, hex(MpegStream.visual(false, DATA)));
    assertThat(receiver.quirks()).isEmpty();
    receiver.packet(3, true, hex(sent, MpegStream.groupOfVisual(), key));
    assertThat(receiver.parameters()).hasToString("mp4v.20.241 320x240");
    assertThat(receiver.parameters().configuration()).isEqualTo(sent);
    assertThat(receiver.quirks()).containsExactly("mp4v-config-differs");
    receiver.discontinuity(Discontinuity.NEW_SOURCE);
    assertThat(receiver.parameters()).hasToString("mp4v.20.5 640x480");
    assertThat(receiver.close().taken()).isZero();
  }

  @Test
  void smallPicturesThatComeTogetherAreOneFrame() {
    byte[] two = Parts.joined(MpegStream.visual(true, DATA), MpegStream.visual(false, DATA));
    Receiver receiver = mp4v().packet(1, true, hex(two)).packet(2, true, hex(two));
    assertThat(receiver.data()).containsExactly(hex(two), hex(two));
  }

  @Test
  void aStartCodeMayBeSplit() {
    byte[] frame = Parts.joined(MpegStream.headers(1, 320, 240), MpegStream.visual(true, DATA));
    String all = hex(frame);
    int code = all.indexOf("000001b6") + 4;
    Receiver receiver = mp4v().packet(1, false, all.substring(0, code));
    receiver.packet(1, true, all.substring(code));
    assertThat(receiver.data()).containsExactly(all);
    assertThat(receiver.frames().get(0).keyFrame()).isTrue();
    assertThat(receiver.parameters()).hasToString("mp4v.20.1 320x240");
  }
}
