package io.rtsper.transport.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Tells of which form a capture is. */
final class CaptureForms {

  private CaptureForms() {}

  /**
   * Returns the packets of a file.
   *
   * @param in the file from its start; should be buffered, and is the caller's to close
   * @throws UnreadableCaptureException if it is no capture
   * @throws IOException if it can't be read
   */
  static CapturedPackets packets(InputStream in) throws IOException {
    byte[] start = in.readNBytes(4);
    if (start.length < 4) {
      throw new UnreadableCaptureException("it is empty, or too short for a capture");
    }
    int magic = ByteBuffer.wrap(start).getInt();
    return magic == PcapngPackets.SECTION_HEADER
        ? new PcapngPackets(in)
        : new PcapPackets(in, magic);
  }
}
