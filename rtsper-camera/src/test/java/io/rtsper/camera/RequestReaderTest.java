package io.rtsper.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client sent is read the same however it was cut into pieces. */
class RequestReaderTest {

  private static final byte[] INPUT = input();

  private static byte[] input() {
    ByteBuffer all = ByteBuffer.allocate(1000);
    all.put(
        Wire.latin1(
            "\r\nSETUP rtsp://h/s/trackID=0 RTSP/1.0\r\nCSeq: 3\r\nTransport: RTP/AVP\r\n\r\n"));
    all.put(Wire.interleaved(1, new byte[] {9, 8, 7}));
    all.put(
        Wire.latin1(
            "SET_PARAMETER rtsp://h/s RTSP/1.0\r\ncseq:4\r\nContent-Length: 5\r\n\r\n$ab\r\n"));
    all.put(Wire.interleaved(0, new byte[0]));
    all.put(Wire.latin1("RTSP/1.0 200 OK\r\nCSeq: 9\r\n\r\n"));
    return Arrays.copyOf(all.array(), all.position());
  }

  private static List<String> read(List<byte[]> pieces, List<String> violations) {
    List<String> events = new ArrayList<>();
    RequestReader reader =
        new RequestReader(
            1,
            new RequestReader.Sink() {
              @Override
              public void message(CameraRequest request) {
                events.add(
                    request.startLine() + "|" + request.headerNames() + "|" + request.bodyText());
              }

              @Override
              public void frame(int channel, byte[] data) {
                events.add(channel + Arrays.toString(data));
              }
            },
            violations::add);
    for (byte[] piece : pieces) {
      assertThat(reader.feed(ByteBuffer.wrap(piece))).isTrue();
    }
    return events;
  }

  @Test
  void everySplitGivesTheSameMessages() {
    List<String> whole = read(List.of(INPUT), new ArrayList<>());
    assertThat(whole)
        .containsExactly(
            "SETUP rtsp://h/s/trackID=0 RTSP/1.0|[CSeq, Transport]|",
            "1[9, 8, 7]",
            "SET_PARAMETER rtsp://h/s RTSP/1.0|[cseq, Content-Length]|$ab\r\n",
            "0[]",
            "RTSP/1.0 200 OK|[CSeq]|");
    for (int cut = 1; cut < INPUT.length; cut++) {
      byte[] first = Arrays.copyOf(INPUT, cut);
      byte[] second = Arrays.copyOfRange(INPUT, cut, INPUT.length);
      assertThat(read(List.of(first, second), new ArrayList<>())).isEqualTo(whole);
    }
  }

  @Test
  void departuresFromTheRfcAreNamed() {
    List<String> violations = new ArrayList<>();
    byte[] bad =
        Wire.latin1(
            "PLAY rtsp://u:p@h/s#x RTSP/1.0\nCSeq : 1\r\nSession: 5;timeout=60\r\nrubbish\r\n\r\n");
    read(List.of(bad), violations);
    assertThat(violations)
        .anyMatch(text -> text.contains("LF alone"))
        .anyMatch(text -> text.contains("blank before the colon"))
        .anyMatch(text -> text.contains("Name: value"))
        .anyMatch(text -> text.contains("more than the id"))
        .anyMatch(text -> text.contains("user information"))
        .anyMatch(text -> text.contains("fragment"));
  }

  @Test
  void whatFollowsTheRfcIsNotComplainedAbout() {
    List<String> violations = new ArrayList<>();
    read(List.of(INPUT), violations);
    assertThat(violations).isEmpty();
  }
}
