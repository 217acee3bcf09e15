package io.rtsper.testkit.contract;

import io.rtsper.api.media.Track;
import io.rtsper.api.spi.DepacketizerProvider;
import java.util.List;

/**
 * What {@link DepacketizerContract} needs of a plug-in: its provider and a stream of its format.
 */
public interface DepacketizerFixture {

  /**
   * Returns the provider under test.
   *
   * @return the provider
   */
  DepacketizerProvider provider();

  /**
   * Returns the track of the stream.
   *
   * @return the track, whose encoding is the provider's
   */
  Track track();

  /**
   * Returns the stream, in all forms that the format has: packets with a part of a frame, with one
   * and with several.
   *
   * @return whole RTP packets in sequence, without a gap, at the start of a frame
   */
  List<byte[]> packets();

  /**
   * Returns what the stream consists of.
   *
   * @return three frames or more, no two of them equal, the last one complete when its last packet
   *     has come or the depacketizer is flushed
   */
  List<RecordedFrame> frames();
}
