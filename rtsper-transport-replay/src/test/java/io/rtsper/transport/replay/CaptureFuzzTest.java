package io.rtsper.transport.replay;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads any bytes as a capture, down to the answers of a replay. Without {@code JAZZER_FUZZ=1} the
 * seeds are replayed. Jazzer wants its annotation to be the last.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class CaptureFuzzTest {

  static Stream<byte[]> captures() {
    return Arrays.stream(CaptureWriter.Form.values())
        .flatMap(form -> Stream.of(0, 1, 101, 113, 276).map(link -> session(form, link)));
  }

  private static byte[] session(CaptureWriter.Form form, int linkType) {
    return new CaptureWriter(form, linkType)
        .connects()
        .client("SETUP rtsp://h/s/1 RTSP/1.0\nCSeq: 1\n\n")
        .server("RTSP/1.0 200 OK\nCSeq: 1\nTransport: RTP/AVP;client_port=5000-5001\n\n")
        .client("PLAY rtsp://h/s RTSP/1.0\nCSeq: 2\n\n")
        .server("RTSP/1.0 200 OK\nCSeq: 2\n\n")
        .packet(CaptureWriter.udp(6000, 5000, CaptureWriter.rtp(1, 4)))
        .server(CaptureWriter.frame(2, 1, 8))
        .serverEnds()
        .bytes();
  }

  @MethodSource("captures")
  @FuzzTest(maxDuration = "10m")
  void anyBytesAreACaptureOrRefused(byte @NotNull [] bytes) {
    try {
      Recording recording = Recording.read(new ByteArrayInputStream(bytes), () -> false);
      if (recording.messageBytes() > bytes.length) {
        throw new AssertionError("more messages than bytes: " + recording.messageBytes());
      }
      for (int i = 0; i < recording.size(); i++) {
        replay(recording.part(i, false), bytes);
      }
    } catch (UnreadableCaptureException documented) {
      return;
    } catch (IOException impossible) {
      throw new AssertionError("a buffer has no errors of its own", impossible);
    }
  }

  private static void replay(Recording.Part part, byte[] bytes) throws IOException {
    Script script = new Script(part, "rtsp+replay://localhost/x");
    FeedQueue queue = new FeedQueue(() -> {});
    Playback playback = new Playback(queue, script, () -> 0, 0);
    for (Exchange exchange : part.kept()) {
      if (exchange.play() > 0) {
        playback.play(exchange, exchange.request());
      }
      Script.Taken taken = script.take(exchange.request());
      if (taken != null) {
        script.answer(taken.exchange(), exchange.request());
      }
    }
    if (bytes.length < FeedQueue.MOST_BYTES / 64) {
      new MediaFeed(part, queue).run(new ByteArrayInputStream(bytes));
    }
    long played = 0;
    for (ByteBuffer next = playback.next(later -> {});
        next != null;
        next = playback.next(later -> {})) {
      played += next.remaining();
    }
    if (played > 4L * bytes.length + 1000L * part.kept().size()) {
      throw new AssertionError("more came than there was: " + played);
    }
  }
}
