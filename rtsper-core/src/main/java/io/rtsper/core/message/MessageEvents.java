package io.rtsper.core.message;

import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;

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
   * Is told of bytes that belonged to no message, when something that is known follows them or the
   * connection ends.
   *
   * @param skippedBytes how many there were
   */
  void garbage(int skippedBytes);
}
