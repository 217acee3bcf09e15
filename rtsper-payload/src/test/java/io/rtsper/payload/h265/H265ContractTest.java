package io.rtsper.payload.h265;

import io.rtsper.payload.testing.Packet;
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

class H265ContractTest extends DepacketizerContract {

  @Override
  protected DepacketizerFixture fixture() {
    byte[] key = H265Stream.slice(19, true, new byte[] {1, 2, 3});
    byte[] first = H265Stream.slice(1, true, data(90));
    byte[] second = H265Stream.slice(1, false, data(20));
    byte[] last = H265Stream.slice(0, true, data(10));
    TwoBytePacketizer packetizer = new TwoBytePacketizer(new Random(4), 40, false, H265Type.HEADER);
    List<Packet> packets = new ArrayList<>();
    packets.addAll(packetizer.packets(900, List.of(key)));
    packets.addAll(packetizer.packets(1800, List.of(first, second)));
    packets.addAll(packetizer.packets(2700, List.of(last)));
    Base64.Encoder base64 = Base64.getEncoder();
    return new StreamFixture(
        new H265DepacketizerProvider(),
        Receiver.track(
            "video",
            "H265/90000",
            "sprop-vps=" + base64.encodeToString(H265Stream.vps()),
            "sprop-sps=" + base64.encodeToString(H265Stream.sps(320, 240)),
            "sprop-pps=" + base64.encodeToString(H265Stream.pps())),
        packets,
        List.of(
            frame(900, true, key), frame(1800, false, first, second), frame(2700, false, last)));
  }

  private static byte[] data(int length) {
    byte[] data = new byte[length];
    new Random(length).nextBytes(data);
    return data;
  }

  private static RecordedFrame frame(long time, boolean key, byte[]... units) {
    return RecordedFrame.of(time, Units.joined(List.of(units)), key).withCodec("hvc1.1.6.L93.B0");
  }
}
