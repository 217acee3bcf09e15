package io.rtsper.payload.h266;

import io.rtsper.payload.testing.Packet;
import io.rtsper.payload.testing.Parts;
import io.rtsper.payload.testing.Receiver;
import io.rtsper.payload.testing.StreamFixture;
import io.rtsper.payload.testing.TwoBytePacketizer;
import io.rtsper.payload.testing.Units;
import io.rtsper.testkit.contract.DepacketizerContract;
import io.rtsper.testkit.contract.DepacketizerFixture;
import io.rtsper.testkit.contract.RecordedFrame;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

class H266ContractTest extends DepacketizerContract {

  private static final byte[] IDR = H266Stream.onlySlice(7, Parts.data(new Random(1), 40));
  private static final byte[] HEADER = H266Stream.pictureHeader(false);
  private static final byte[] FIRST = H266Stream.slice(0, Parts.data(new Random(2), 90));
  private static final byte[] SECOND = H266Stream.slice(0, Parts.data(new Random(3), 9));
  private static final byte[] LAST = H266Stream.onlySlice(0, Parts.data(new Random(4), 20));

  @Override
  protected DepacketizerFixture fixture() {
    Base64.Encoder base64 = Base64.getEncoder();
    TwoBytePacketizer packetizer = new TwoBytePacketizer(new Random(5), 50, false, H266Type.HEADER);
    List<Packet> packets = new ArrayList<>();
    packets.addAll(packetizer.packets(900, List.of(IDR)));
    packets.addAll(packetizer.packets(1800, List.of(HEADER, FIRST, SECOND)));
    packets.addAll(packetizer.packets(2700, List.of(LAST)));
    return new StreamFixture(
        new H266DepacketizerProvider(),
        Receiver.track(
            "video",
            "H266/90000",
            "sprop-sps=" + base64.encodeToString(H266Stream.sps(320, 240)),
            "sprop-pps=" + base64.encodeToString(H266Stream.pps())),
        packets,
        List.of(
            frame(900, true, IDR),
            frame(1800, false, HEADER, FIRST, SECOND),
            frame(2700, false, LAST)));
  }

  private static RecordedFrame frame(long time, boolean key, byte[]... units) {
    return RecordedFrame.of(time, Units.joined(List.of(units)), key).withCodec("vvc1.1.L51");
  }
}
