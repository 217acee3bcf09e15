package io.rtsper.transport.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a session is answered out of a capture. */
class ScriptTest {

  private static final String URL = "rtsp+replay://localhost/tmp/x.pcapng?speed=0";

  private final CaptureWriter capture = CaptureWriter.plain();

  private Recording recording() throws IOException {
    return Recording.read(new ByteArrayInputStream(capture.bytes()), () -> false);
  }

  private Script script() throws IOException {
    return new Script(recording().part(0, false), URL);
  }

  private static RtspMessage request(String text) {
    String lines = text.replace("\n", "\r\n") + "\r\n\r\n";
    return RtspMessage.of(lines.getBytes(ISO_8859_1), new byte[0]);
  }

  private static String answer(Script script, String text) {
    RtspMessage request = request(text);
    Script.Taken taken = script.take(request);
    byte[] answer =
        taken == null ? Script.unrecorded(request) : script.answer(taken.exchange(), request);
    return new String(answer, ISO_8859_1).replace("\r\n", "\n");
  }

  private void asked(String request, String response) {
    capture.client(request + "\n\n").server(response + "\n\n");
  }

  @Test
  void theSequenceNumberIsTheSessionsOwn() throws Exception {
    asked("OPTIONS rtsp://h/s RTSP/1.0\nCSeq: 7", "RTSP/1.0 200 OK\nCSeq: 7\nServer: x");
    assertThat(answer(script(), "OPTIONS * RTSP/1.0\nCSeq: 1"))
        .isEqualTo("RTSP/1.0 200 OK\nCSeq: 1\nServer: x\n\n");
  }

  /** That it was wrong is what is replayed. */
  @Test
  void aSequenceNumberThatWasWrongStaysSo() throws Exception {
    asked("OPTIONS rtsp://h/s RTSP/1.0\nCSeq: 7", "RTSP/1.0 200 OK\nCSeq: 0");
    assertThat(answer(script(), "OPTIONS * RTSP/1.0\nCSeq: 1")).contains("CSeq: 0\n");
  }

  @Test
  void answersComeByMethodAndInOrderAndTheLastOneAgain() throws Exception {
    asked("OPTIONS * RTSP/1.0\nCSeq: 1", "RTSP/1.0 200 First\nCSeq: 1");
    asked("DESCRIBE * RTSP/1.0\nCSeq: 2", "RTSP/1.0 404 Gone\nCSeq: 2");
    asked("OPTIONS * RTSP/1.0\nCSeq: 3", "RTSP/1.0 200 Second\nCSeq: 3");
    Script script = script();
    assertThat(answer(script, "DESCRIBE * RTSP/1.0\nCSeq: 1")).startsWith("RTSP/1.0 404 Gone");
    assertThat(answer(script, "OPTIONS * RTSP/1.0\nCSeq: 2")).startsWith("RTSP/1.0 200 First");
    assertThat(answer(script, "OPTIONS * RTSP/1.0\nCSeq: 3")).startsWith("RTSP/1.0 200 Second");
    assertThat(script.isExhausted()).isTrue();
    assertThat(answer(script, "OPTIONS * RTSP/1.0\nCSeq: 4"))
        .startsWith("RTSP/1.0 200 Second\nCSeq: 4");
  }

  @Test
  void whatWasNeverAskedIsAnsweredHarmlessly() throws Exception {
    asked("OPTIONS * RTSP/1.0\nCSeq: 1", "RTSP/1.0 200 OK\nCSeq: 1");
    assertThat(answer(script(), "GET_PARAMETER * RTSP/1.0\nCSeq: 5\nSession: 9"))
        .isEqualTo("RTSP/1.0 200 OK\nCSeq: 5\nSession: 9\n\n");
    assertThat(answer(script(), "DESCRIBE * RTSP/1.0\nCSeq: 5"))
        .isEqualTo("RTSP/1.0 501 Not In The Capture\nCSeq: 5\n\n");
  }

  @Test
  void aRequestThatWasNeverAnsweredIsNotAnswered() throws Exception {
    capture.client("OPTIONS * RTSP/1.0\nCSeq: 1\n\n");
    assertThat(answer(script(), "OPTIONS * RTSP/1.0\nCSeq: 1")).isEmpty();
  }

  @Test
  void urlsOfTheServerBecomeThoseOfTheReplay() throws Exception {
    String sdp = "v=0\r\na=control:rtsp://cam:8554/s/1\r\na=x:rtsp://cam:85541/\r\n";
    capture
        .client("DESCRIBE rtsp://cam:8554/s RTSP/1.0\nCSeq: 1\n\n")
        .server(
            "RTSP/1.0 200 OK\nCSeq: 1\nContent-Base: rtsp://cam:8554/s/\nContent-Length: "
                + sdp.length()
                + "\n\n"
                + sdp.replace("\r\n", "\n"));
    String shown = "v=0\na=control:rtsp+replay://localhost/s/1\na=x:rtsp://cam:85541/\n";
    assertThat(answer(script(), "DESCRIBE rtsp+replay://localhost/tmp/x RTSP/1.0\nCSeq: 1"))
        .isEqualTo(
            "RTSP/1.0 200 OK\nCSeq: 1\nContent-Base: rtsp+replay://localhost/s/\nContent-Length: "
                + (shown.length() + 3)
                + "\n\n"
                + shown);
  }

  @Test
  void tracksAreToldByTheEndOfTheirUri() throws Exception {
    asked("SETUP rtsp://h/s/1 RTSP/1.0\nCSeq: 1", "RTSP/1.0 200 One\nCSeq: 1");
    asked("SETUP rtsp://h/s/2 RTSP/1.0\nCSeq: 2", "RTSP/1.0 200 Two\nCSeq: 2");
    Script script = script();
    assertThat(answer(script, "SETUP rtsp+replay://localhost/s/2 RTSP/1.0\nCSeq: 1"))
        .startsWith("RTSP/1.0 200 Two");
    assertThat(answer(script, "SETUP rtsp+replay://localhost/s/9 RTSP/1.0\nCSeq: 1"))
        .startsWith("RTSP/1.0 200 One");
  }

  @Test
  void datagramsAreToComeOnTheChannelsThatTheSessionOffers() throws Exception {
    asked(
        "SETUP rtsp://h/s/1 RTSP/1.0\nCSeq: 1\nTransport: RTP/AVP;unicast;client_port=5000-5001",
        "RTSP/1.0 200 OK\nCSeq: 1\nTransport:"
            + " RTP/AVP;unicast;client_port=5000-5001;server_port=6000-6001;ssrc=AB;mode=play");
    Script script = script();
    RtspMessage request =
        request("SETUP rtsp://h/s/1 RTSP/1.0\nCSeq: 1\nTransport: RTP/AVP/TCP;interleaved=4-5");
    Exchange setup = Objects.requireNonNull(script.take(request)).exchange();
    assertThat(script.channel(setup)).isEqualTo(-1);
    assertThat(new String(script.answer(setup, request), ISO_8859_1))
        .contains("Transport: RTP/AVP/TCP;unicast;interleaved=4-5;ssrc=AB;mode=play\r\n");
    assertThat(script.channel(setup)).isEqualTo(4);
  }

  @Test
  void aRedirectLeadsToTheNextConnectionOfTheFile() throws Exception {
    asked(
        "DESCRIBE rtsp://h/s RTSP/1.0\nCSeq: 1",
        "RTSP/1.0 302 Moved\nCSeq: 1\nLocation: rtsp://203.0.113.1/other");
    assertThat(answer(script(), "DESCRIBE rtsp+replay://localhost/x RTSP/1.0\nCSeq: 1"))
        .contains("Location: " + URL + "\n");
  }

  // ---- Challenges

  private void challenged() {
    asked("DESCRIBE rtsp://h/s RTSP/1.0\nCSeq: 1", "RTSP/1.0 401 No\nCSeq: 1");
  }

  private void signed() {
    asked(
        "DESCRIBE rtsp://h/s RTSP/1.0\nCSeq: 2\nAuthorization: Digest ***",
        "RTSP/1.0 200 OK\nCSeq: 2");
  }

  private static final String ASK = "DESCRIBE rtsp+replay://localhost/x RTSP/1.0\nCSeq: 1";

  @Test
  void aChallengeThatWasAnsweredIsLeftOut() throws Exception {
    challenged();
    signed();
    assertThat(answer(script(), ASK)).startsWith("RTSP/1.0 200 OK");
  }

  @Test
  void itIsReplayedWhereThatIsAskedFor() throws Exception {
    challenged();
    signed();
    Script script = new Script(recording().part(0, true), URL);
    assertThat(answer(script, ASK)).startsWith("RTSP/1.0 401 No");
    assertThat(answer(script, ASK)).startsWith("RTSP/1.0 200 OK");
  }

  @Test
  void aRefusalThatWasFinalIsReplayed() throws Exception {
    challenged();
    assertThat(answer(script(), ASK)).startsWith("RTSP/1.0 401 No");
  }

  /** Some servers close the connection at a 401; the session went on on another one. */
  @Test
  void aConnectionThatEndedWithAChallengeIsJoinedWithTheNext() throws Exception {
    capture.connects();
    challenged();
    capture.serverEnds().connects();
    signed();
    Recording recording = recording();
    assertThat(recording.size()).isEqualTo(2);
    Recording.Part part = recording.part(0, false);
    assertThat(part.next()).isEqualTo(2);
    assertThat(answer(new Script(part, URL), ASK)).startsWith("RTSP/1.0 200 OK");
  }

  // ---- Recordings

  @Test
  void otherConnectionsAreNotCounted() throws Exception {
    capture.client("GET / HTTP/1.1\n\n").server("HTTP/1.1 200 OK\n\n");
    assertThat(recording().size()).isZero();
  }

  @Test
  void interimResponsesAreOfTheirRequest() throws Exception {
    capture
        .client("OPTIONS * RTSP/1.0\nCSeq: 1\n\n")
        .server("RTSP/1.0 100 Continue\nCSeq: 1\n\n")
        .server("RTSP/1.0 200 OK\nCSeq: 1\n\n");
    assertThat(answer(script(), "OPTIONS * RTSP/1.0\nCSeq: 3"))
        .isEqualTo("RTSP/1.0 100 Continue\nCSeq: 3\n\nRTSP/1.0 200 OK\nCSeq: 3\n\n");
  }
}
