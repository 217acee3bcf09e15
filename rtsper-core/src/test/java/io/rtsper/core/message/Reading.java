package io.rtsper.core.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.rtsper.api.MessageLimits;
import io.rtsper.api.Quirk;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.spi.QuirkReporter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/**
 * What a reader made of an input, as text that tests compare: one string an event, in order, then
 * how it ended. {@code 200 OK|CSeq: 1|>body}, {@code OPTIONS *|CSeq: 1}, {@code $0 80e0…}, {@code
 * garbage 5}, {@code ! what the exception says}.
 */
final class Reading implements MessageEvents, FrameEvents {

  private static final int SHOWN_BYTES = 16;

  final List<String> events = new ArrayList<>();
  final List<String> quirks = new ArrayList<>();
  final MessageReader reader;

  private Reading(MessageLimits limits, boolean strict) {
    QuirkReporter reporter = strict ? StrictReporter.INSTANCE : (quirk, detail) -> met(quirk);
    reader = new MessageReader(limits, reporter, this);
  }

  static Reading start() {
    return start(MessageLimits.DEFAULT);
  }

  static Reading start(MessageLimits limits) {
    return new Reading(limits, false);
  }

  static Reading strict() {
    return new Reading(MessageLimits.DEFAULT, true);
  }

  /** Reads the input in one piece. */
  static Reading whole(byte[] input) {
    return start().read(input).end();
  }

  /** Reads the input cut before each of these indices. */
  static Reading split(byte[] input, int... cuts) {
    return start().readSplit(input, cuts).end();
  }

  /** Reads the input in pieces of one byte. */
  static Reading bytewise(byte[] input) {
    return start().readSplit(input, everyIndex(input.length)).end();
  }

  static int[] everyIndex(int length) {
    int[] cuts = new int[Math.max(0, length - 1)];
    for (int i = 0; i < cuts.length; i++) {
      cuts[i] = i + 1;
    }
    return cuts;
  }

  /** Returns some cuts in order, now and then the same one twice. */
  static int[] randomCuts(int length, Random random) {
    return random.ints(1 + random.nextInt(8), 0, length + 1).sorted().toArray();
  }

  Reading read(byte[] input) {
    return readSplit(input);
  }

  Reading read(String input) {
    return read(input.getBytes(ISO_8859_1));
  }

  /** Reads pieces, each from a buffer that is overwritten afterwards, as a loop's is. */
  Reading readSplit(byte[] input, int... cuts) {
    ByteBuffer shared = ByteBuffer.allocateDirect(input.length + 3);
    int from = 0;
    for (int i = 0; i <= cuts.length; i++) {
      int to = i < cuts.length ? cuts[i] : input.length;
      fill(shared);
      shared.position(3).put(input, from, to - from).flip().position(3);
      feed(shared);
      if (shared.hasRemaining()) {
        events.add("left " + shared.remaining() + " bytes unread");
      }
      from = to;
      if (failed()) {
        break;
      }
    }
    return this;
  }

  private static void fill(ByteBuffer shared) {
    shared.clear();
    while (shared.hasRemaining()) {
      shared.put((byte) 0xA5);
    }
    shared.clear();
  }

  private void feed(ByteBuffer bytes) {
    try {
      reader.read(bytes, this);
    } catch (RtspProtocolException unreadable) {
      events.add("! " + unreadable.getMessage());
    }
  }

  Reading idle() {
    reader.idle(this);
    return this;
  }

  Reading resynchronise() {
    try {
      reader.resynchronise(this);
    } catch (RtspProtocolException unreadable) {
      events.add("! " + unreadable.getMessage());
    }
    return this;
  }

  /** Ends the connection, and adds what was unfinished. */
  Reading end() {
    if (!failed()) {
      UnfinishedInput unfinished = reader.end(this);
      if (unfinished.part() != UnfinishedInput.Part.NOTHING) {
        events.add("ended " + unfinished);
      }
    }
    return this;
  }

  boolean failed() {
    return !events.isEmpty() && events.get(events.size() - 1).startsWith("! ");
  }

  private void met(Quirk quirk) {
    quirks.add(quirk.name());
  }

  /** Returns events and quirks together, for comparing readings. */
  String text() {
    return String.join("\n", events) + "\nquirks: " + String.join(" ", quirks);
  }

  @Override
  public void response(RtspResponse response) {
    StringBuilder text = new StringBuilder();
    text.append(response.statusCode()).append(' ').append(response.reason());
    response.headers().forEach((name, value) -> text.append('|').append(name + ": " + value));
    events.add(text + body(response.body()));
  }

  @Override
  public void request(RtspRequest request) {
    StringBuilder text = new StringBuilder();
    text.append(request.method()).append(' ').append(request.uri());
    request.headers().forEach((name, value) -> text.append('|').append(name + ": " + value));
    events.add(text + body(request.body()));
  }

  private static String body(byte[] body) {
    return body.length == 0 ? "" : "|>" + new String(body, ISO_8859_1);
  }

  @Override
  public void packet(int channel, ByteBuffer buffer, int offset, int length) {
    byte[] packet = new byte[length];
    buffer.get(offset, packet);
    events.add(frameText(channel, packet));
  }

  static String frameText(int channel, byte[] packet) {
    if (packet.length <= SHOWN_BYTES) {
      return "$" + channel + " " + HexFormat.of().formatHex(packet);
    }
    CRC32 sum = new CRC32();
    sum.update(packet);
    return "$" + channel + " " + packet.length + " bytes " + Long.toHexString(sum.getValue());
  }

  @Override
  public boolean isKnown(int channel) {
    return channel < 4;
  }

  @Override
  public void garbage(int skippedBytes) {
    events.add("garbage " + skippedBytes);
  }
}
