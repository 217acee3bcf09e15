package io.rtsper.core.message;

import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import java.nio.ByteBuffer;

/** What takes the things that a {@link MessageReader} reads. */
public interface MessageEvents {

  /**
   * Takes a response.
   *
   * @param response the response, with its body
   */
  void response(RtspResponse response);

  /**
   * Takes a request of the server.
   *
   * @param request the request, with its body
   */
  void request(RtspRequest request);

  /**
   * Takes the packet of an interleaved frame. The bytes are valid during the call only, and the
   * buffer's position and limit say nothing about them.
   *
   * @param channel the channel, 0 to 255
   * @param buffer what the packet lies in
   * @param offset the index of its first byte
   * @param length its length, 1 to 65535
   */
  void interleaved(int channel, ByteBuffer buffer, int offset, int length);

  /**
   * Is told of bytes that belonged to no message, when something that is known follows them or the
   * connection ends.
   *
   * @param skippedBytes how many there were
   */
  void garbage(int skippedBytes);
}
