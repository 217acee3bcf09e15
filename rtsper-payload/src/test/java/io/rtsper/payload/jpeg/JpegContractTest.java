package io.rtsper.payload.jpeg;

import static io.rtsper.payload.testing.StreamFixture.frame;
import static io.rtsper.payload.testing.StreamFixture.packet;

import io.rtsper.payload.testing.Receiver;
import io.rtsper.payload.testing.StreamFixture;
import io.rtsper.testkit.contract.DepacketizerContract;
import io.rtsper.testkit.contract.DepacketizerFixture;
import java.util.HexFormat;
import java.util.List;

class JpegContractTest extends DepacketizerContract {
  private static final String HEAD =
      HexFormat.of()
          .formatHex(
              JpegHeader.of(
                  new JpegPicture(64, 64, true, 0, false), QuantizationTables.ofQuality(50)));

  @Override
  protected DepacketizerFixture fixture() {
    return new StreamFixture(
        new JpegDepacketizerProvider(),
        Receiver.track("video", "JPEG/90000"),
        List.of(
            packet(0, false, "00000000 01320808 aabb"),
            packet(0, false, "00000002 01320808 ccdd"),
            packet(0, true, "00000004 01320808 eeffd9"),
            packet(3000, true, "00000000 01320808 11ffd9"),
            packet(6000, false, "00000000 01320808 22"),
            packet(6000, true, "00000001 01320808 33ffd9")),
        List.of(
            frame(0, HEAD + "aabbccddeeffd9", true, "jpeg", 0),
            frame(3000, HEAD + "11ffd9", true, "jpeg", 0),
            frame(6000, HEAD + "2233ffd9", true, "jpeg", 0)));
  }
}
