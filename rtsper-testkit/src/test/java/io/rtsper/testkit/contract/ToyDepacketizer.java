package io.rtsper.testkit.contract;

import io.rtsper.api.Quirk;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.SdpAttribute;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;
import io.rtsper.api.spi.FrameWriter;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payload format of which the first byte says whether a frame starts (1) and whether it ends (2),
 * and the rest is a part of it; and ways of reading it wrongly.
 */
final class ToyDepacketizer implements Depacketizer {

  /** One way of being wrong. */
  enum Flaw {
    NONE,
    CHANGES_A_BYTE,
    USES_THE_PLAIN_TIMESTAMP,
    SHARES_ITS_STATE,
    COMMITS_TOO_MUCH,
    ENDS_WITHOUT_A_FRAME,
    WRITES_AFTER_THE_COMMIT,
    GOES_ON_WITHOUT_ROOM,
    THROWS_FOR_NO_BYTES,
    SWALLOWS_STRICT_MODE,
    JOINS_OVER_A_LOSS,
    STOPS_AT_A_LOSS,
    JOINS_OVER_A_NEW_SOURCE,
    STOPS_AT_A_NEW_SOURCE,
    ENDS_HALF_A_FRAME_WHEN_FLUSHED,
    THROWS_WITHOUT_MEMORY,
    KEEPS_MEMORY
  }

  private static final int START = 1;
  private static final int END = 2;
  private static final Quirk NO_HEADER = Quirk.of("toy-no-header", "a payload has no bytes");

  private static @Nullable ToyDepacketizer shared;

  private final Flaw flaw;
  private final DepacketizerContext context;
  private final FrameWriter frames;
  private boolean begun;
  private boolean stopped;

  private ToyDepacketizer(Flaw flaw, DepacketizerContext context) {
    this.flaw = flaw;
    this.context = context;
    this.frames = context.frames();
  }

  @Override
  public void onPacket(RtpPacket packet) {
    if (packet.payloadLength() == 0 && flaw != Flaw.THROWS_FOR_NO_BYTES) {
      report();
      return;
    }
    if (stopped || flaw == Flaw.KEEPS_MEMORY && !context.memory().reserve(1)) {
      return;
    }
    if (flaw == Flaw.THROWS_WITHOUT_MEMORY && context.memory().available() == 0) {
      throw new IllegalStateException("no memory");
    }
    int header = packet.payloadByte(0);
    if ((header & START) != 0) {
      begun = true;
      boolean plain = flaw == Flaw.USES_THE_PLAIN_TIMESTAMP;
      frames.begin(plain ? packet.timestamp() : packet.extendedTimestamp());
    }
    if (begun || flaw == Flaw.ENDS_WITHOUT_A_FRAME) {
      append(packet);
    }
    if ((header & END) != 0 && (begun || flaw == Flaw.ENDS_WITHOUT_A_FRAME)) {
      begun = false;
      frames.end(true, false);
    }
  }

  private void report() {
    try {
      context.quirks().report(NO_HEADER, "");
    } catch (RtspProtocolException e) {
      if (flaw != Flaw.SWALLOWS_STRICT_MODE) {
        throw e;
      }
    }
  }

  private void append(RtpPacket packet) {
    int length = packet.payloadLength() - 1;
    ByteBuffer room = begun ? frames.reserve(length) : null;
    if (room == null) {
      begun = begun && flaw == Flaw.GOES_ON_WITHOUT_ROOM;
      return;
    }
    int at = room.position();
    boolean late = flaw == Flaw.WRITES_AFTER_THE_COMMIT;
    if (late) {
      frames.commit(length);
    }
    room.put(at, packet.buffer(), packet.payloadOffset() + 1, length);
    if (flaw == Flaw.CHANGES_A_BYTE && length > 2) {
      room.put(at + 2, (byte) 0);
    }
    if (!late) {
      frames.commit(flaw == Flaw.COMMITS_TOO_MUCH ? length + 1 : length);
    }
  }

  @Override
  public void onDiscontinuity(Discontinuity reason) {
    boolean loss = reason == Discontinuity.LOSS;
    stopped = flaw == (loss ? Flaw.STOPS_AT_A_LOSS : Flaw.STOPS_AT_A_NEW_SOURCE);
    if (flaw != (loss ? Flaw.JOINS_OVER_A_LOSS : Flaw.JOINS_OVER_A_NEW_SOURCE)) {
      begun = false;
      frames.drop();
    }
  }

  @Override
  public void flush() {
    if (begun && flaw == Flaw.ENDS_HALF_A_FRAME_WHEN_FLUSHED) {
      begun = false;
      frames.end(true, false);
    }
  }

  /** Returns the format and a stream of four frames. */
  static DepacketizerFixture fixture(Flaw flaw) {
    shared = null;
    return new Fixture(flaw);
  }

  private record Fixture(Flaw flaw) implements DepacketizerFixture, DepacketizerProvider {

    @Override
    public String name() {
      return "TOY";
    }

    @Override
    public Depacketizer depacketizer(DepacketizerContext context) {
      if (flaw != Flaw.SHARES_ITS_STATE) {
        return new ToyDepacketizer(flaw, context);
      }
      ToyDepacketizer one = shared;
      if (one == null) {
        one = new ToyDepacketizer(flaw, context);
        shared = one;
      }
      return one;
    }

    @Override
    public DepacketizerProvider provider() {
      return this;
    }

    @Override
    public Track track() {
      MediaDescription description =
          MediaDescription.builder("video")
              .formats(List.of("96"))
              .attribute(new SdpAttribute("rtpmap", "96 TOY/90000"))
              .build();
      return Track.listOf(SessionDescription.builder().media(description).build()).get(0);
    }

    @Override
    public List<byte[]> packets() {
      return List.of(
          packet(1, 10, START | END, 5, 6, 7),
          packet(2, 20, START, 1, 2, 3),
          packet(3, 20, 0, 4, 5),
          packet(4, 20, END, 6),
          packet(5, 30, START, 9),
          packet(6, 30, END, 8, 7, 6),
          packet(7, 40, START | END, 3, 3, 3, 3));
    }

    @Override
    public List<RecordedFrame> frames() {
      return List.of(
          RecordedFrame.of(10, bytes(5, 6, 7), true),
          RecordedFrame.of(20, bytes(1, 2, 3, 4, 5, 6), true),
          RecordedFrame.of(30, bytes(9, 8, 7, 6), true),
          RecordedFrame.of(40, bytes(3, 3, 3, 3), true));
    }

    private static byte[] packet(int sequence, int timestamp, int... payload) {
      return ByteBuffer.allocate(RtpPacket.HEADER_LENGTH + payload.length)
          .put((byte) 0x80)
          .put((byte) 96)
          .putShort((short) sequence)
          .putInt(timestamp)
          .putInt(0x5EED)
          .put(bytes(payload))
          .array();
    }

    private static byte[] bytes(int... values) {
      byte[] bytes = new byte[values.length];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) values[i];
      }
      return bytes;
    }
  }
}
