package io.rtsper.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.MessageLimits;
import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.message.MessageArbitraries.Sent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for any message, any bytes and any split. */
class MessagePropertiesTest {

  private static final MessageLimits SMALL = new MessageLimits(200, 8, 600, 500);

  @Property(edgeCases = EdgeCasesMode.NONE)
  void anyInterleavingOfMessagesAndFramesIsReadAtAnySplit(
      @ForAll("streams") List<Sent> stream, @ForAll Random random) {
    byte[] input = MessageArbitraries.concat(stream.stream().map(Sent::bytes).toList());
    List<String> expected = stream.stream().map(Sent::event).toList();
    assertThat(Reading.whole(input).events).isEqualTo(expected);
    assertThat(Reading.split(input, Reading.randomCuts(input.length, random)).events)
        .isEqualTo(expected);
    assertThat(Reading.bytewise(input).events).isEqualTo(expected);
  }

  @Property
  void anyBytesAreEventsOrAProtocolExceptionAtAnySplit(
      @ForAll("inputs") byte[] input, @ForAll Random random) {
    for (MessageLimits limits : List.of(MessageLimits.DEFAULT, SMALL)) {
      String whole = Reading.start(limits).read(input).end().text();
      int[] cuts = Reading.randomCuts(input.length, random);
      assertThat(Reading.start(limits).readSplit(input, cuts).end().text()).isEqualTo(whole);
      int[] all = Reading.everyIndex(input.length);
      assertThat(Reading.start(limits).readSplit(input, all).end().text()).isEqualTo(whole);
    }
  }

  @Property
  void anyBytesAreReadTheSameWhenDescriptionsMayLackTheirLength(
      @ForAll("inputs") byte[] input, @ForAll Random random) {
    Reading whole = Reading.start(SMALL);
    whole.reader.undelimitedSdp(true);
    Reading split = Reading.start(SMALL);
    split.reader.undelimitedSdp(true);
    int[] cuts = Reading.randomCuts(input.length, random);
    assertThat(split.readSplit(input, cuts).end().text()).isEqualTo(whole.read(input).end().text());
  }

  @Property
  void whatAReaderHoldsStaysWithinTheLimits(@ForAll("inputs") byte[] input) {
    Reading reading = Reading.start(SMALL);
    int from = 0;
    while (from < input.length && !reading.failed()) {
      reading.read(java.util.Arrays.copyOfRange(input, from, Math.min(input.length, from + 7)));
      from += 7;
      int most = Math.max(UnitStart.INTERLEAVED_HEADER + 0xFFFF, 2 * SMALL.maxHeaderBytes());
      assertThat(reading.reader.heldBytes()).isLessThanOrEqualTo(most + 1024);
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void aResponseThatIsWrittenIsRead(@ForAll("responses") RtspResponse response) {
    Messages read = Messages.of(MessageWriter.write(response));
    assertThat(read.requests).isEmpty();
    assertThat(read.responses)
        .containsExactly(
            RtspResponse.of(
                response.statusCode(),
                response.reason(),
                asWritten(response.headers(), response.body()),
                response.body()));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void aRequestThatIsWrittenIsRead(@ForAll("requests") RtspRequest request) {
    Messages read = Messages.of(MessageWriter.write(request));
    assertThat(read.responses).isEmpty();
    assertThat(read.requests)
        .containsExactly(
            RtspRequest.of(
                request.method(),
                request.uri(),
                asWritten(request.headers(), request.body()),
                request.body()));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void whatIsReadAndWrittenAgainIsTheSame(@ForAll("responses") RtspResponse response) {
    ByteBuffer once = MessageWriter.write(response);
    RtspResponse read = Messages.of(once.duplicate()).responses.get(0);
    assertThat(MessageWriter.write(read)).isEqualTo(once);
  }

  /** Known names in the RFC's case, and the body's length behind the others. */
  private static RtspHeaders asWritten(RtspHeaders headers, byte[] body) {
    RtspHeaders.Builder written = RtspHeaders.builder();
    headers.forEach((name, value) -> written.add(HeaderNames.canonical(name), value));
    if (body.length > 0) {
      written.add("Content-Length", Integer.toString(body.length));
    }
    return written.build();
  }

  @Provide
  Arbitrary<List<Sent>> streams() {
    return MessageArbitraries.anythingSent().list().ofMaxSize(8);
  }

  @Provide
  Arbitrary<byte[]> inputs() {
    return MessageArbitraries.anyInput();
  }

  @Provide
  Arbitrary<RtspResponse> responses() {
    return MessageArbitraries.responses();
  }

  @Provide
  Arbitrary<RtspRequest> requests() {
    return MessageArbitraries.requests();
  }

  /** The messages of a stream without frames. */
  private static final class Messages implements MessageEvents {

    final List<RtspResponse> responses = new ArrayList<>();
    final List<RtspRequest> requests = new ArrayList<>();

    static Messages of(ByteBuffer bytes) {
      Messages messages = new Messages();
      MessageReader reader =
          new MessageReader(MessageLimits.DEFAULT, QuirkReporter.NONE, Frameless.INSTANCE);
      reader.read(bytes, messages);
      assertThat(reader.pendingBytes()).isZero();
      return messages;
    }

    @Override
    public void response(RtspResponse response) {
      responses.add(response);
    }

    @Override
    public void request(RtspRequest request) {
      requests.add(request);
    }

    @Override
    public void garbage(int skippedBytes) {
      throw new AssertionError(skippedBytes + " bytes of garbage");
    }
  }
}
