package io.rtsper.transport.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureScanTest {

  /** What was found, as text. */
  private static final class Found implements CaptureScan.Events {

    private final List<String> events = new ArrayList<>();

    @Override
    public void fromClient(int connection, RtspStream stream, RtspMessage message) {
      events.add(connection + " > " + message);
    }

    @Override
    public void fromServer(int connection, RtspMessage message) {
      events.add(connection + " < " + message);
    }

    @Override
    public void frame(int connection, int channel, ByteBuffer packet) {
      events.add(connection + " $" + channel + " " + packet.remaining());
    }

    @Override
    public void garbage(int connection, byte[] bytes) {
      events.add(connection + " ? " + new String(bytes, ISO_8859_1));
    }

    @Override
    public void datagram(Endpoint to, ByteBuffer payload) {
      events.add("udp " + to.port() + " " + payload.remaining());
    }

    @Override
    public void ended(int connection, boolean byServer) {
      events.add(connection + " ended by " + (byServer ? "server" : "client"));
    }
  }

  private static List<String> scan(CaptureWriter capture) throws IOException {
    Found found = new Found();
    CapturedPackets packets = CaptureForms.packets(new ByteArrayInputStream(capture.bytes()));
    new CaptureScan(packets, found).run(() -> false);
    return found.events;
  }

  @ParameterizedTest
  @CsvSource({"PCAPNG_BIG,101", "PCAPNG_LITTLE,1", "PCAP_LITTLE,113", "PCAP_NANOSECONDS,276"})
  void aConversationIsReadOutOfAnyForm(CaptureWriter.Form form, int linkType) throws Exception {
    CaptureWriter capture =
        new CaptureWriter(form, linkType)
            .connects()
            .client("PLAY rtsp://h/ RTSP/1.0\nCSeq: 1\n\n")
            .packet(CaptureWriter.udp(6000, 5000, new byte[3]))
            .server("RTSP/1.0 200 OK\nCSeq: 1\n\n")
            .server(CaptureWriter.frame(0, 1, 8))
            .serverEnds()
            .clientEnds();
    assertThat(scan(capture))
        .containsExactly(
            "0 > PLAY rtsp://h/ RTSP/1.0",
            "udp 5000 3",
            "0 < RTSP/1.0 200 OK",
            "0 $0 20",
            "0 ended by server");
  }

  /** The same port again, after the connection before it ended. */
  @Test
  void aPortThatIsUsedAgainIsAnotherConnection() throws Exception {
    CaptureWriter capture = CaptureWriter.plain();
    for (int i = 0; i < 2; i++) {
      capture.connects().client("OPTIONS * RTSP/1.0\nCSeq: 1\n\n").clientEnds();
    }
    assertThat(scan(capture))
        .containsExactly(
            "0 > OPTIONS * RTSP/1.0",
            "0 ended by client",
            "1 > OPTIONS * RTSP/1.0",
            "1 ended by client");
  }

  @Test
  void whatTheCaptureLostIsGoneAndTheRestGoesOn() throws Exception {
    CaptureWriter capture =
        CaptureWriter.plain()
            .client("PLAY rtsp://h/ RTSP/1.0\nCSeq: 1\n\n")
            .server(CaptureWriter.frame(0, 1, 8))
            .lost(CaptureWriter.frame(0, 2, 9))
            .server(CaptureWriter.frame(0, 3, 10));
    assertThat(scan(capture)).containsExactly("0 > PLAY rtsp://h/ RTSP/1.0", "0 $0 20", "0 $0 22");
  }

  @Test
  void aCaptureFromTheMidstOfASessionIsRead() throws Exception {
    CaptureWriter capture =
        CaptureWriter.plain()
            .server(CaptureWriter.frame(0, 1, 8))
            .client("GET_PARAMETER rtsp://h/ RTSP/1.0\nCSeq: 8\n\n")
            .server("RTSP/1.0 200 OK\nCSeq: 8\n\n");
    assertThat(scan(capture))
        .containsExactly("0 > GET_PARAMETER rtsp://h/ RTSP/1.0", "0 < RTSP/1.0 200 OK");
  }

  @Test
  void whatIsNoMessageAndNoFrameIsTold() throws Exception {
    CaptureWriter capture =
        CaptureWriter.plain()
            .client("OPTIONS * RTSP/1.0\nCSeq: 1\n\n")
            .server("<html>\n")
            .server("RTSP/1.0 200 OK\nCSeq: 1\n\n");
    assertThat(scan(capture))
        .containsExactly("0 > OPTIONS * RTSP/1.0", "0 ? <html>\r\n", "0 < RTSP/1.0 200 OK");
  }
}
