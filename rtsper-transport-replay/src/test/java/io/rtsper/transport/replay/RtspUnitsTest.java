package io.rtsper.transport.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RtspUnitsTest {

  /** What was found, as text. */
  private static final class Found implements RtspUnits.Sink {

    private final List<String> units = new ArrayList<>();
    private int bytes;

    @Override
    public void message(RtspMessage message) {
      bytes += message.length();
      units.add(message + " " + message.length());
    }

    @Override
    public void frame(int channel, ByteBuffer packet) {
      bytes += packet.remaining() + 4;
      units.add("$" + channel + " " + packet.remaining());
    }

    @Override
    public void garbage(byte[] garbage) {
      bytes += garbage.length;
      units.add("garbage " + new String(garbage, ISO_8859_1));
    }
  }

  private final Found found = new Found();
  private final RtspUnits units = new RtspUnits(found);

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
  }

  private static final String STREAM =
      "RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 3\r\n\r\nabc"
          + "$\1\0\2xy"
          + "\r\n"
          + "RTSP/1.0 200\nCSeq: 2\n\n"
          + "SET_PARAMETER * RTSP/1.0\r\nCSeq: 9\r\n\r\n"
          + "$\0\0\1z";

  private static final List<String> UNITS =
      List.of(
          "RTSP/1.0 200 OK 50", "$1 2", "RTSP/1.0 200 22", "SET_PARAMETER * RTSP/1.0 37", "$0 1");

  @Test
  void messagesAndFramesAreToldApart() {
    units.bytes(bytes(STREAM));
    assertThat(found.units).containsExactlyElementsOf(UNITS);
  }

  @Property
  void anySplitGivesTheSame(@ForAll long seed) {
    Random random = new Random(seed);
    Found pieces = new Found();
    RtspUnits split = new RtspUnits(pieces);
    int at = 0;
    while (at < STREAM.length()) {
      int end = Math.min(STREAM.length(), at + 1 + random.nextInt(12));
      split.bytes(bytes(STREAM.substring(at, end)));
      at = end;
    }
    assertThat(pieces.units).isEqualTo(UNITS);
  }

  /** curl PR#12706: a description without a length ends where its lines do. */
  @Test
  void aDescriptionWithoutALengthEndsWithItsLines() {
    units.bytes(bytes("RTSP/1.0 200 OK\r\n\r\nv=0\r\ns=-\r\n"));
    assertThat(found.units).isEmpty();
    units.bytes(bytes("RTSP/1.0 200 OK\r\nCSeq: 3\r\n\r\n"));
    assertThat(found.units).containsExactly("RTSP/1.0 200 OK 29", "RTSP/1.0 200 OK 28");
  }

  @Test
  void orWhereTheClientGoesOn() {
    units.bytes(bytes("RTSP/1.0 200 OK\r\n\r\nv=0\r\ns=-\r\n"));
    units.answered();
    assertThat(found.units).containsExactly("RTSP/1.0 200 OK 29");
  }

  @Test
  void garbageIsKeptAsItIs() {
    units.bytes(bytes("\u00ff\u00feodd" + "RTSP/1.0 200 OK\r\n\r\n"));
    assertThat(found.units).containsExactly("garbage \u00ff\u00feodd", "RTSP/1.0 200 OK 19");
  }

  @Test
  void behindAGapItGoesOnWhereAFrameSeemsToStart() {
    units.bytes(bytes("$\0\1\0half of a frame"));
    units.gap();
    units.bytes(bytes("rest $ of it $\0\0\f\u0080" + "0123456789a" + "$\0\0\1!"));
    assertThat(found.units).containsExactly("$0 12", "$0 1");
  }

  @Test
  void aBodyThatNoServerSendsIsNotWaitedFor() {
    units.bytes(bytes("RTSP/1.0 200 OK\r\nContent-Length: 99999999\r\n\r\n$\0\0\1z"));
    assertThat(found.units).containsExactly("RTSP/1.0 200 OK 45", "$0 1");
  }

  @Property
  void anyBytesAreUnitsAndNoneIsInvented(@ForAll @Size(max = 400) byte[] bytes) {
    Found any = new Found();
    RtspUnits reader = new RtspUnits(any);
    reader.bytes(ByteBuffer.wrap(bytes));
    reader.answered();
    assertThat(any.bytes).isLessThanOrEqualTo(bytes.length);
  }
}
