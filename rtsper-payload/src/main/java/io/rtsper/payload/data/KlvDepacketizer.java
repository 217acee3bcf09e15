package io.rtsper.payload.data;

import io.rtsper.api.media.DataParameters;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import java.nio.ByteBuffer;

/**
 * Reads SMPTE ST 336 data (RFC 6597): a frame is a KLVunit, which is all items of one time, in one
 * packet or over several. There is nothing before them. The first unit after a loss is damaged,
 * whatever it looks like (§4.3.1.1), since items before those that came may be missing.
 */
final class KlvDepacketizer implements Depacketizer {

  /** The first bytes of a universal label (SMPTE ST 298), with which each item begins. */
  private static final int UNIVERSAL_LABEL = 0x060E2B34;

  private static final DocumentStart START =
      new DocumentStart() {
        @Override
        public Beginning look(ByteBuffer bytes, int from, int to) {
          boolean label = to - from >= 4 && bytes.getInt(from) == UNIVERSAL_LABEL;
          return label ? Beginning.LIKELY : Beginning.NONE;
        }

        @Override
        public boolean isHabit() {
          return false;
        }

        @Override
        public void begin(ByteBuffer bytes, int from, int to) {
          // All units are alike.
        }
      };

  private final Documents units;

  KlvDepacketizer(DepacketizerContext context) {
    this.units = new Documents(context, START);
    context.frames().parameters(DataParameters.of("klv"));
  }

  @Override
  public void onPacket(RtpPacket packet) {
    int from = packet.payloadOffset();
    int to = from + packet.payloadLength();
    units.packet(packet.extendedTimestamp(), packet.marker(), packet.buffer(), from, to);
  }

  @Override
  public void onDiscontinuity(Discontinuity reason) {
    units.discontinuity(reason);
  }

  @Override
  public void close() {
    units.close();
  }
}
