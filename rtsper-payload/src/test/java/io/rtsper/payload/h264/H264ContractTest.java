package io.rtsper.payload.h264;

import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.DepacketizerProvider;
import io.rtsper.payload.testing.Receiver;
import io.rtsper.payload.testing.Units;
import io.rtsper.testkit.contract.DepacketizerContract;
import io.rtsper.testkit.contract.DepacketizerFixture;
import io.rtsper.testkit.contract.RecordedFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

class H264ContractTest extends DepacketizerContract {

  private static final byte[] IDR = H264Stream.idr(0, 0, H264Stream.data(new Random(1), 10));
  private static final byte[] FIRST = H264Stream.slice(0, 1, H264Stream.data(new Random(2), 90));
  private static final byte[] SECOND = H264Stream.slice(40, 1, H264Stream.data(new Random(3), 9));
  private static final byte[] LAST = H264Stream.slice(0, 2, H264Stream.data(new Random(4), 20));

  @Override
  protected DepacketizerFixture fixture() {
    return new Fixture();
  }

  private record Fixture() implements DepacketizerFixture {

    @Override
    public DepacketizerProvider provider() {
      return new H264DepacketizerProvider();
    }

    @Override
    public Track track() {
      return Receiver.track("video", "H264/90000", H264Stream.sprop());
    }

    @Override
    public List<byte[]> packets() {
      // The sets are in one packet with the picture, so that it can't come without them.
      List<byte[]> payloads = new ArrayList<>();
      payloads.add(together(H264Stream.sps(), H264Stream.pps(), IDR));
      payloads.addAll(fragments(FIRST));
      payloads.add(SECOND);
      payloads.add(LAST);
      List<byte[]> packets = new ArrayList<>();
      long[] times = {900, 1800, 1800, 1800, 1800, 2700};
      for (int i = 0; i < payloads.size(); i++) {
        boolean marker = i + 1 == payloads.size() || times[i + 1] != times[i];
        packets.add(packet(i, times[i], marker, payloads.get(i)));
      }
      return packets;
    }

    private static byte[] together(byte[]... units) {
      return H264Packetizer.concatenated(new byte[] {0x78}, shorter(Units.joined(List.of(units))));
    }

    /** Takes the first two of the four bytes of each length away. */
    private static byte[] shorter(byte[] joined) {
      ByteBuffer in = ByteBuffer.wrap(joined);
      ByteBuffer out = ByteBuffer.allocate(joined.length);
      while (in.hasRemaining()) {
        byte[] unit = new byte[in.getInt()];
        in.get(unit);
        out.putShort((short) unit.length).put(unit);
      }
      return Arrays.copyOf(out.array(), out.position());
    }

    private static List<byte[]> fragments(byte[] unit) {
      List<byte[]> all = new ArrayList<>();
      new H264Packetizer(new Random(5), 40, false)
          .packets(0, List.of(unit))
          .forEach(packet -> all.add(packet.payload()));
      return all;
    }

    private static byte[] packet(int number, long time, boolean marker, byte[] payload) {
      return ByteBuffer.allocate(RtpPacket.HEADER_LENGTH + payload.length)
          .put((byte) 0x80)
          .put((byte) (marker ? 0xE0 : 0x60))
          .putShort((short) number)
          .putInt((int) time)
          .putInt(7)
          .put(payload)
          .array();
    }

    @Override
    public List<RecordedFrame> frames() {
      byte[] key = Units.joined(List.of(H264Stream.sps(), H264Stream.pps(), IDR));
      return List.of(
          frame(900, key, true),
          frame(1800, Units.joined(List.of(FIRST, SECOND)), false),
          frame(2700, Units.joined(List.of(LAST)), false));
    }

    private static RecordedFrame frame(long time, byte[] data, boolean key) {
      return RecordedFrame.of(time, data, key).withCodec("avc1.64001f");
    }
  }
}
