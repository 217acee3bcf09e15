package io.rtsper.core.message;

import static io.rtsper.core.message.WireExample.frame;
import static io.rtsper.core.message.WireExample.lines;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.MessageLimits;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.spi.QuirkReporter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a reader does besides reading examples: options, deadlines, limits, the end. */
class MessageReaderTest {

  private static final String SDP = "v=0\r\ns=x\r\nm=video 0 RTP/AVP 96\r\n";
  private static final String DESCRIBED = lines("RTSP/1.0 200 OK", "CSeq: 2");
  private static final String NEXT = lines("RTSP/1.0 200 OK", "CSeq: 3");
  private static final String RTP = frame(0, "80e0000000000000");

  // P9: a description without Content-Length

  @Test
  void p9DescriptionWithoutContentLengthEndsWithTheNextResponse() {
    assertUndelimited(DESCRIBED + SDP + NEXT, "200 OK|CSeq: 2|>" + SDP, "200 OK|CSeq: 3");
  }

  @Test
  void p9DescriptionWithoutContentLengthEndsWithAFrame() {
    assertUndelimited(DESCRIBED + SDP + RTP, "200 OK|CSeq: 2|>" + SDP, "$0 80e0000000000000");
  }

  @Test
  void p9DescriptionWithoutContentLengthEndsWithTheConnection() {
    assertUndelimited(DESCRIBED + "v=0\r\ns=RTSP/", "200 OK|CSeq: 2|>v=0\r\ns=RTSP/");
  }

  @Test
  void p9ResponseWithoutADescriptionHasNoBody() {
    assertUndelimited(DESCRIBED + RTP, "200 OK|CSeq: 2", "$0 80e0000000000000");
    assertUndelimited(DESCRIBED + NEXT, "200 OK|CSeq: 2", "200 OK|CSeq: 3");
    assertUndelimited(DESCRIBED, "200 OK|CSeq: 2");
  }

  @Test
  void p9ARefusalIsNotHeldBack() {
    Reading reading = Reading.start();
    reading.reader.undelimitedSdp(true);
    reading.read(lines("RTSP/1.0 401 Unauthorized", "CSeq: 2"));
    assertThat(reading.events).containsExactly("401 Unauthorized|CSeq: 2");
  }

  @Test
  void p9IdleEndsADescriptionWithoutContentLength() {
    Reading reading = Reading.start();
    reading.reader.undelimitedSdp(true);
    reading.read(DESCRIBED + SDP);
    assertThat(reading.events).isEmpty();
    assertThat(reading.reader.awaitsUndelimitedSdp()).isTrue();
    assertThat(reading.reader.pendingBytes()).isPositive();

    reading.idle();
    reading.reader.undelimitedSdp(false);
    reading.read(NEXT);

    assertThat(reading.events).containsExactly("200 OK|CSeq: 2|>" + SDP, "200 OK|CSeq: 3");
    assertThat(reading.quirks).containsExactly(MessageQuirks.UNDELIMITED_SDP.name());
    assertThat(reading.reader.awaitsUndelimitedSdp()).isFalse();
  }

  @Test
  void p9IdleEndsAResponseThatNothingFollows() {
    for (String end : List.of("\r\n\r\n", "\r\n\r")) {
      Reading reading = Reading.start();
      reading.reader.undelimitedSdp(true);
      reading.read("RTSP/1.0 200 OK\r\nCSeq: 2" + end).idle();
      reading.reader.undelimitedSdp(false);
      reading.read("\n" + NEXT);
      assertThat(reading.events).containsExactly("200 OK|CSeq: 2", "200 OK|CSeq: 3");
    }
  }

  @Test
  void p9IdleDoesNothingElsewhere() {
    Reading reading = Reading.start().read("RTSP/1.0 200 OK\r\nContent-Length: 3\r\n\r\na").idle();
    assertThat(reading.read("bc").events).containsExactly("200 OK|Content-Length: 3|>abc");
  }

  @Test
  void p9DescriptionWithoutContentLengthIsBounded() {
    Reading reading = Reading.start(new MessageLimits(100, 10, 1000, 50));
    reading.reader.undelimitedSdp(true);
    reading.read(DESCRIBED + "v=0\r\n").read("a=x\r\n".repeat(10));
    assertThat(reading.events)
        .containsExactly(
            "! a description without Content-Length goes past the limit of 50 bytes (from byte 28 on)");
  }

  private static void assertUndelimited(String input, String... events) {
    byte[] bytes = input.getBytes(ISO_8859_1);
    Reading whole = Reading.start();
    whole.reader.undelimitedSdp(true);
    assertThat(whole.read(bytes).end().events).containsExactly(events);
    for (int cut = 0; cut <= bytes.length; cut++) {
      Reading split = Reading.start();
      split.reader.undelimitedSdp(true);
      assertThat(split.readSplit(bytes, cut).end().text())
          .as("cut at %d", cut)
          .isEqualTo(whole.text());
    }
  }

  // P10: a body shorter than its Content-Length

  @Test
  void p10ShortBodyEndsWhereTheNextResponseBegins() {
    String announced = lines("RTSP/1.0 200 OK", "Content-Length: 460");
    Reading reading = Reading.start().read(announced + SDP + NEXT);
    assertThat(reading.events).isEmpty();

    reading.resynchronise().read(RTP);

    assertThat(reading.events)
        .containsExactly(
            "200 OK|Content-Length: 460|>" + SDP, "200 OK|CSeq: 3", "$0 80e0000000000000");
    assertThat(reading.quirks).containsExactly(MessageQuirks.SHORT_BODY.name());
  }

  @Test
  void p10ShortBodyEndsWhereAFrameBegins() {
    String announced = lines("RTSP/1.0 200 OK", "Content-Length: 460");
    Reading reading = Reading.start().read(announced + SDP + RTP + RTP.substring(0, 6));

    reading.resynchronise().read(RTP.substring(6));

    assertThat(reading.events)
        .containsExactly(
            "200 OK|Content-Length: 460|>" + SDP, "$0 80e0000000000000", "$0 80e0000000000000");
  }

  @Test
  void p10ShortBodyThatNothingFollowsIsAnError() {
    String announced = lines("RTSP/1.0 200 OK", "Content-Length: 460");
    Reading reading = Reading.start().read(announced + SDP + "a=$ RTSP/1.0").resynchronise();
    assertThat(reading.events)
        .containsExactly(
            "! the body of a message ended after 44 of the 460 bytes that its Content-Length"
                + " announces (from byte 40 on)");
  }

  @Test
  void p10ResynchronisingElsewhereDoesNothing() {
    Reading reading = Reading.start().read("RTSP/1.0 200 OK\r\nCS").resynchronise();
    assertThat(reading.read("eq: 1\r\n\r\n").resynchronise().events)
        .containsExactly("200 OK|CSeq: 1");
  }

  // P11 and security: limits

  @Test
  void aBodyAtTheLimitIsReadAndOneByteMoreIsNot() {
    MessageLimits limits = new MessageLimits(100, 10, 1000, 5);
    assertThat(
            Reading.start(limits)
                .read(lines("RTSP/1.0 200 OK", "Content-Length: 5") + "abcde")
                .events)
        .containsExactly("200 OK|Content-Length: 5|>abcde");
    assertThat(Reading.start(limits).read(lines("RTSP/1.0 200 OK", "Content-Length: 6")).events)
        .containsExactly(
            "! a message of the peer announces a body of 6 bytes, past the limit of 5; if the peer"
                + " is to be trusted with more, raise MessageLimits");
  }

  @Test
  void contentLengthCostsNothingBeforeTheBodyComes() {
    Reading reading =
        Reading.start().read(lines("RTSP/1.0 200 OK", "Content-Length: 262144") + "abc");
    assertThat(reading.reader.heldBytes()).isLessThan(2048);
    assertThat(reading.reader.pendingBytes()).isEqualTo(46);
  }

  @Test
  void aLineAtTheLimitIsReadAndOneByteMoreIsNot() {
    MessageLimits limits = new MessageLimits(64, 10, 1000, 5);
    String fits = "A: " + "x".repeat(61);
    assertThat(Reading.start(limits).read(lines("RTSP/1.0 200 OK", fits)).events)
        .containsExactly("200 OK|" + fits);
    assertOver(limits, lines("RTSP/1.0 200 OK", fits + "x"), "a line of 64 bytes");
  }

  @Test
  void foldedLinesCountTogether() {
    MessageLimits limits = new MessageLimits(64, 10, 1000, 5);
    String folded = "RTSP/1.0 200 OK\r\nA: 1\r\n" + " 234567\r\n".repeat(10);
    assertOver(limits, folded, "a line of 64 bytes");
  }

  @Test
  void aStatusLineThatNeverEndsIsRefused() {
    MessageLimits limits = new MessageLimits(64, 10, 1000, 5);
    assertOver(limits, "RTSP/1.0 200 " + "x".repeat(100), "a line of 64 bytes");
  }

  @Test
  void anHttpLineThatNeverEndsIsRefused() {
    Reading reading = Reading.start().read("HTTP/1.1 200 ").read("x".repeat(9000));
    assertThat(reading.events).hasSize(1).first().asString().contains("speaks HTTP");
  }

  @Test
  void asManyHeadersAsTheLimitAreReadAndOneMoreIsNot() {
    MessageLimits limits = new MessageLimits(64, 3, 1000, 5);
    assertThat(Reading.start(limits).read(lines("RTSP/1.0 200 OK", "A: 1", "B: 2", "C: 3")).events)
        .containsExactly("200 OK|A: 1|B: 2|C: 3");
    assertOver(limits, lines("RTSP/1.0 200 OK", "A: 1", "B: 2", "C: 3", "D:"), "3 header fields");
  }

  @Test
  void headersOfMoreBytesThanTheLimitAreRefused() {
    MessageLimits limits = new MessageLimits(64, 100, 200, 5);
    String many = "RTSP/1.0 200 OK\r\n" + "A: 12345678\r\n".repeat(20);
    assertOver(limits, many, "headers of 200 bytes together");
  }

  private static void assertOver(MessageLimits limits, String input, String limit) {
    String expected =
        "! a message of the peer goes past the limit of "
            + limit
            + "; if the peer is to be trusted with more, raise MessageLimits";
    byte[] bytes = input.getBytes(ISO_8859_1);
    assertThat(Reading.start(limits).read(bytes).events).containsExactly(expected);
    assertThat(Reading.start(limits).readSplit(bytes, Reading.everyIndex(bytes.length)).events)
        .containsExactly(expected);
  }

  @Test
  void garbageWithinTheBudgetIsSkippedAndOneByteMoreIsNot() {
    String budget = "\u00ee".repeat(GarbageSearch.BUDGET);
    assertThat(Reading.start().read(budget + NEXT).events)
        .containsExactly("garbage 65536", "200 OK|CSeq: 3");
    String expected =
        "! more than 65536 bytes from byte 0 on belong neither to an RTSP message nor to an"
            + " interleaved frame, so the connection can't be used any more";
    byte[] over = (budget + "\u00ee" + NEXT).getBytes(ISO_8859_1);
    assertThat(Reading.start().read(over).events).containsExactly(expected);
    assertThat(Reading.start().readSplit(over, 3, 65536, 65537).events).containsExactly(expected);
  }

  @Test
  void theGarbageBudgetStartsAnewBehindEachMessage() {
    String most = "\u00ee".repeat(GarbageSearch.BUDGET);
    Reading reading = Reading.start().read(most + RTP + most + RTP);
    assertThat(reading.events)
        .containsExactly(
            "garbage 65536", "$0 80e0000000000000", "garbage 65536", "$0 80e0000000000000");
  }

  @Test
  void aFrameThatIsCutTakesNoMoreThanItsSize() {
    byte[] largest = new byte[4 + 0xFFFF];
    largest[0] = '$';
    largest[2] = (byte) 0xFF;
    largest[3] = (byte) 0xFF;
    for (int cut : new int[] {1, 3, 4, 5, 700, 65538}) {
      Reading reading = Reading.start();
      for (int i = 0; i < 3; i++) {
        reading.readSplit(largest, cut);
      }
      assertThat(reading.events).hasSize(3);
      assertThat(reading.reader.heldBytes()).isLessThanOrEqualTo(largest.length);
    }
  }

  // The end, failures, strict mode

  @Test
  void nothingIsReadAfterAFailure() {
    Reading reading = Reading.start().read("HTTP/1.0 200 OK\r\n");
    assertThatIllegalStateException()
        .isThrownBy(() -> reading.reader.read(ByteBuffer.allocate(1), reading))
        .withMessageContaining("failed");
  }

  @Test
  void nothingIsReadAfterAnEventThrew() {
    MessageReader reader =
        new MessageReader(MessageLimits.DEFAULT, QuirkReporter.NONE, Frameless.INSTANCE);
    MessageEvents throwing =
        new ResponsesOnly(
            r -> {
              throw new UnsupportedOperationException("mine");
            });
    ByteBuffer bytes = ByteBuffer.wrap(NEXT.getBytes(ISO_8859_1));
    assertThatThrownBy(() -> reader.read(bytes, throwing)).hasMessage("mine");
    assertThatIllegalStateException().isThrownBy(() -> reader.read(bytes, throwing));
  }

  @Test
  void anEventMayStopTheReader() {
    MessageReader reader =
        new MessageReader(MessageLimits.DEFAULT, QuirkReporter.NONE, Frameless.INSTANCE);
    List<RtspResponse> responses = new ArrayList<>();
    MessageEvents stopping =
        new ResponsesOnly(
            response -> {
              responses.add(response);
              reader.stop();
            });
    byte[] bytes = (DESCRIBED + NEXT + NEXT).getBytes(ISO_8859_1);
    reader.read(ByteBuffer.wrap(bytes, 0, 20), stopping);
    ByteBuffer rest = ByteBuffer.wrap(bytes, 20, bytes.length - 20);

    reader.read(rest, stopping);

    assertThat(responses).hasSize(1);
    assertThat(rest.hasRemaining()).isFalse();
    assertThat(reader.pendingBytes()).isZero();
  }

  @Test
  void strictModeRefusesWhatIsTolerated() {
    for (WireExample example : WireExample.all().toList()) {
      if (!example.quirks().isEmpty()) {
        Reading reading = Reading.strict().read(example.input());
        assertThat(reading.events)
            .as(example.name())
            .contains("! strict: " + example.quirks().get(0));
      }
    }
  }

  @Test
  void strictModeReadsWhatTheRfcAllows() {
    for (WireExample example : WireExample.all().toList()) {
      if (example.quirks().isEmpty()) {
        Reading reading = Reading.strict().read(example.input()).end();
        assertThat(reading.text()).as(example.name()).isEqualTo(example.expectation());
      }
    }
  }

  @Test
  void pendingBytesGrowWithWhatHasCome() {
    Reading reading = Reading.start().read("RTSP/1.0 200");
    assertThat(reading.reader.pendingBytes()).isEqualTo(12);
    reading.read(" OK\r\nContent-Length: 9\r\n\r\n1234");
    assertThat(reading.reader.pendingBytes()).isEqualTo(42);
    reading.read("56789$");
    assertThat(reading.reader.pendingBytes()).isEqualTo(1);
    reading.read("\0\0\1x");
    assertThat(reading.reader.pendingBytes()).isZero();
  }

  @Test
  void aProtocolErrorIsOneOfReading() {
    MessageReader reader =
        new MessageReader(MessageLimits.DEFAULT, QuirkReporter.NONE, Frameless.INSTANCE);
    ByteBuffer bytes = ByteBuffer.wrap("RTSP/1.0 x\r\n\r\n".getBytes(ISO_8859_1));
    assertThatThrownBy(() -> reader.read(bytes, new ResponsesOnly(r -> {})))
        .isInstanceOfSatisfying(
            RtspProtocolException.class,
            e -> assertThat(e.phase()).isEqualTo(io.rtsper.api.RtspPhase.READ));
  }

  private record ResponsesOnly(java.util.function.Consumer<RtspResponse> action)
      implements MessageEvents {

    @Override
    public void response(RtspResponse response) {
      action.accept(response);
    }

    @Override
    public void request(io.rtsper.api.RtspRequest request) {
      throw new AssertionError(request);
    }

    @Override
    public void garbage(int skippedBytes) {
      throw new AssertionError(skippedBytes + " bytes of garbage");
    }
  }
}
