package io.rtsper.payload.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.spi.DepacketizerProvider;
import io.rtsper.api.spi.ProviderCatalog;
import io.rtsper.payload.testing.Receiver;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Documents, text and transport streams. */
class DataDepacketizersTest {

  private static final String KEY = "060e2b34";

  private static Receiver receiver(String map) {
    String name = map.substring(0, map.indexOf('/'));
    DepacketizerProvider provider =
        ProviderCatalog.discover(List.of()).depacketizer(name).orElseThrow();
    return new Receiver(provider, Receiver.track("application", map));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void documentsOfOnvifEndWithTheMarkerOrWithTheTimestamp() {
    Receiver receiver = receiver("vnd.onvif.metadata/90000");
    receiver.packet(1, false, hex("<?xml version=\"1.0\"?><a>")).packet(1, true, hex("</a>"));
    receiver
        .packet(2, true, hex("<b/>"))
        .packet(3, false, hex("<c>"))
        .packet(3, false, hex("</c>"));
    receiver.packet(4, true, hex("<d/>"));
    assertThat(receiver.data())
        .containsExactly(
            hex("<?xml version=\"1.0\"?><a></a>"), hex("<b/>"), hex("<c></c>"), hex("<d/>"));
    assertThat(receiver.frames()).allMatch(frame -> frame.keyFrame());
    assertThat(receiver.parameters()).hasToString("vnd.onvif.metadata");
    assertThat(receiver.quirks()).containsExactly("frame-no-marker");
  }

  @Test
  void aDocumentIsWholeAfterALossOnlyIfItCertainlyBegins() {
    Receiver receiver = receiver("vnd.onvif.metadata/90000");
    receiver.packet(1, true, hex("<?xml?><a/>")).lose(1).packet(3, true, hex("<?xml?><b/>"));
    receiver.lose(1).packet(5, true, hex("<c/>")).packet(6, true, hex("<d/>"));
    assertThat(receiver.data())
        .containsExactly(hex("<?xml?><a/>"), hex("<?xml?><b/>"), hex("<d/>"));
  }

  @Test
  void theEndOfADocumentThatBeganBeforePlayIsLeftOut() {
    Receiver receiver = receiver("vnd.onvif.metadata/90000");
    receiver.packet(1, false, hex("<b>")).packet(1, true, hex("</b>"));
    receiver.packet(2, true, hex("<c/>"));
    assertThat(receiver.data()).containsExactly(hex("<c/>"));
  }

  @Test
  void aDocumentWithoutEndIsGivenUp() {
    Receiver receiver = receiver("vnd.onvif.metadata/90000");
    receiver.packet(0, true, hex("<?xml?>"));
    byte[] part = ("<" + "x".repeat(59_999)).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 40; i++) {
      receiver.packet(1, false, part);
    }
    receiver.packet(1, true, hex("</x>")).packet(2, true, hex("<y/>"));
    assertThat(receiver.data()).containsExactly(hex("<?xml?>"), hex("<y/>"));
    assertThat(receiver.quirks()).containsExactly("frame-too-long");
  }

  @Test
  void compressedDocumentsAreToldApart() {
    Receiver gzip = receiver("vnd.onvif.metadata.gzip/90000").packet(1, true, "1f8b0800");
    assertThat(gzip.data()).containsExactly("1f8b0800");
    assertThat(gzip.parameters()).hasToString("vnd.onvif.metadata.gzip");
    Receiver exi = receiver("vnd.onvif.metadata.exi.onvif/90000").packet(1, true, "24455849a0");
    assertThat(exi.data()).containsExactly("24455849a0");
    Receiver bare = receiver("vnd.onvif.metadata.exi.ext/90000");
    // Without the cookie, a beginning is told by the end before it alone.
    bare.packet(1, true, "80aa").packet(2, false, "80bb").packet(2, true, "cc").lose(1);
    bare.packet(4, true, "80dd").packet(5, true, "80ee");
    assertThat(bare.data()).containsExactly("80bbcc", "80ee");
    assertThat(bare.parameters()).hasToString("vnd.onvif.metadata.exi.ext");
  }

  @Test
  void unitsOfKlvAreJoined() {
    Receiver receiver = receiver("SMPTE336M/90000");
    receiver.packet(1, false, KEY + "aa").packet(1, false, "bb").packet(1, true, "cc");
    receiver.packet(2, false, KEY + "dd").lose(1).packet(2, true, "ee");
    receiver.packet(3, true, KEY + "ff");
    assertThat(receiver.data()).containsExactly(KEY + "aabbcc", "!" + KEY + "ddee", KEY + "ff");
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void live555SendsEmptyTextBetweenTheLines() {
    Receiver receiver = receiver("T140/1000");
    receiver.packet(1, true, "").packet(2, true, hex("Grüße")).packet(3, false, "");
    assertThat(receiver.data()).containsExactly(hex("Grüße"));
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void transportStreamsConsistOfPacketsWithASync() {
    String packet = "47" + "00".repeat(187);
    Receiver receiver = receiver("MP2T/90000").packet(1, false, packet + packet);
    receiver.packet(2, false, packet + "1234").packet(3, false, "00" + packet);
    assertThat(receiver.data()).containsExactly(packet + packet, packet, packet);
    assertThat(receiver.quirks()).containsExactly("mp2t-packets");
  }

  @Test
  void transportPacketsThatAreSplitAreJoined() {
    String packet = "47" + "11".repeat(187);
    String next = "47" + "22".repeat(187);
    Receiver receiver = receiver("MP2T/90000").packet(1, false, packet + next.substring(0, 100));
    receiver.packet(2, false, next.substring(100) + packet + next.substring(0, 100)).lose(1);
    receiver.packet(4, false, next.substring(100) + packet);
    assertThat(receiver.data()).containsExactly(packet, next + packet, packet);
    assertThat(receiver.quirks()).containsExactly("mp2t-split", "mp2t-packets");
  }

  @Test
  void packetsWithATimeOrCheckBytesAreTakenOut() {
    String packet = "47" + "11".repeat(187);
    Receiver receiver = receiver("MP2T/90000").packet(1, false, ("01020304" + packet).repeat(3));
    receiver.packet(2, false, (packet + "33".repeat(16)).repeat(3));
    assertThat(receiver.data()).containsExactly(packet.repeat(3), packet.repeat(3));
    assertThat(receiver.quirks()).containsExactly("mp2t-packets");
  }

  @Test
  void metadataThatIsWrittenOtherwiseThanItsNameSaysIsToldByItsBeginning() {
    Receiver receiver = receiver("vnd.onvif.metadata/90000").packet(1, true, "1f8b080011");
    assertThat(receiver.parameters()).hasToString("vnd.onvif.metadata.gzip");
    receiver.packet(2, true, hex("<tt:MetadataStream/>"));
    assertThat(receiver.frames())
        .extracting(frame -> frame.codec())
        .containsExactly("vnd.onvif.metadata.gzip", "vnd.onvif.metadata");
    assertThat(receiver.quirks()).containsExactly("metadata-other-encoding");
    receiver.packet(3, true, "24455849a0");
    assertThat(receiver.parameters()).hasToString("vnd.onvif.metadata.exi.ext");
  }

  @Test
  void documentsWithoutDeclarationAreWholeAfterALossWhereTheyAlwaysBeganSo() {
    String root = hex("<tt:MetadataStream xmlns:tt=\"http://www.onvif.org/ver10/schema\"/>");
    Receiver receiver = receiver("vnd.onvif.metadata/90000").packet(1, true, root);
    receiver.lose(1).packet(3, true, root).packet(4, true, hex("<?xml?>") + root);
    receiver.lose(1).packet(6, true, root).packet(7, true, root);
    assertThat(receiver.data())
        .containsExactly(root, root, hex("<?xml?>") + root, "!" + root, root);
  }

  @Test
  void withoutMarkerAndTimestampTheDeclarationBeginsADocument() {
    String document = hex("<?xml version=\"1.0\"?><tt:MetadataStream/>");
    Receiver receiver = receiver("vnd.onvif.metadata/90000");
    receiver.packet(7, false, document).packet(7, false, document).packet(7, false, hex("<!---->"));
    receiver.packet(7, false, document);
    assertThat(receiver.data()).containsExactly(document, document + hex("<!---->"));
    assertThat(receiver.quirks()).containsExactly("frame-no-marker");
  }

  @Test
  void theFirstUnitOfKlvAfterALossIsDamaged() {
    // RFC 6597 §4.3.1.1: 5 is unaffected by the loss of 6, that of 7 and 8 is damaged, 9 is not.
    Receiver receiver = receiver("SMPTE336M/90000").packet(30, true, KEY + "05").lose(1);
    receiver.packet(45, false, KEY + "07").packet(45, true, KEY + "08");
    receiver.packet(55, true, KEY + "09");
    assertThat(receiver.data())
        .containsExactly(KEY + "05", "!" + KEY + "07" + KEY + "08", KEY + "09");
  }
}
