package io.rtsper.payload.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.media.Track;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.SdpAttribute;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.spi.DepacketizerProvider;
import io.rtsper.payload.testing.Receiver;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Text that is sent several times (RFC 4103 §4, §6.1). */
class RedundantTextTest {

  /** The packets have payload type 96. */
  static Track track(String... formats) {
    var media =
        MediaDescription.builder("text")
            .formats(List.of(formats))
            .attribute(new SdpAttribute("rtpmap", "96 red/1000"))
            .attribute(new SdpAttribute("rtpmap", "97 t140/1000"))
            .attribute(new SdpAttribute("rtpmap", "98 other/1000"))
            .attribute(new SdpAttribute("fmtp", "96 97/97/97"));
    return Track.listOf(SessionDescription.builder().media(media.build()).build()).get(0);
  }

  private static Receiver receiver(DepacketizerProvider provider, String... formats) {
    return new Receiver(provider, track(formats));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A header of a block of so many bytes, that was sent so long before. */
  private static String block(int type, int offset, int length) {
    return HexFormat.of().toHexDigits(0x80000000 | type << 24 | offset << 10 | length);
  }

  /** A packet with two blocks that were sent before it, 300 and 600 ms ago. */
  private static String packet(String oldest, String before, String now) {
    return block(97, 600, oldest.length())
        + block(97, 300, before.length())
        + "61"
        + hex(oldest + before + now);
  }

  @Test
  void redundantTextIsLeftOutWhereNothingIsMissing() {
    Receiver receiver = receiver(new RedundantTextDepacketizerProvider(), "96", "97");
    receiver.packet(1000, true, packet("", "", "a")).packet(1300, false, packet("", "a", "b"));
    receiver.packet(1600, false, packet("a", "b", "c"));
    assertThat(receiver.data()).containsExactly(hex("a"), hex("b"), hex("c"));
    assertThat(receiver.parameters()).hasToString("t140");
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void whatIsMissingIsTakenFromTheNextPacket() {
    Receiver receiver = receiver(new TextDepacketizerProvider(), "97", "96");
    receiver.packet(1000, true, packet("", "", "a")).lose(1);
    receiver.packet(1600, false, packet("a", "b", "c")).lose(2);
    receiver.packet(2500, false, packet("d", "e", "f")).lose(3);
    receiver.packet(3700, false, packet("h", "i", ""));
    assertThat(receiver.frames())
        .extracting(frame -> frame.timestamp() + " " + frame.data())
        .containsExactly(
            "1000 " + hex("a"),
            "1300 " + hex("b"),
            "1600 " + hex("c"),
            "1900 " + hex("d"),
            "2200 " + hex("e"),
            "2500 " + hex("f"),
            "3100 " + hex("h"),
            "3400 " + hex("i"));
  }

  @Test
  void textBeforeTheFirstPacketIsNotTakenForMissing() {
    Receiver receiver = receiver(new TextDepacketizerProvider(), "97", "96");
    receiver.packet(1600, false, packet("a", "b", "c"));
    assertThat(receiver.data()).containsExactly(hex("c"));
  }

  @Test
  void otherFormatsAndWrongLengthsAreLeftOut() {
    Receiver receiver = receiver(new TextDepacketizerProvider(), "97", "96");
    receiver.packet(1, true, "62" + hex("x")).packet(2, true, block(97, 1, 5) + "61" + hex("abc"));
    receiver
        .packet(3, true, "80")
        .packet(4, true, block(97, 0, 0))
        .packet(5, true, "61" + hex("y"));
    assertThat(receiver.data()).containsExactly(hex("y"));
    assertThat(receiver.quirks()).containsExactly("text-red-other-format", "text-red-unreadable");
  }
}
