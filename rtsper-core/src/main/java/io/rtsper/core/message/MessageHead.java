package io.rtsper.core.message;

import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import org.jspecify.annotations.Nullable;

/**
 * A message without its body.
 *
 * @param method the method of a request; null in a response
 * @param statusCode the code of a response
 * @param text the request URI, or the reason phrase
 * @param headers the headers
 * @param contentLength the body's length, or -1 if the message doesn't say
 */
record MessageHead(
    @Nullable RtspMethod method,
    int statusCode,
    String text,
    RtspHeaders headers,
    int contentLength) {

  boolean isSuccess() {
    return method == null && statusCode >= 200 && statusCode < 300;
  }

  void complete(byte[] body, MessageEvents events) {
    if (method == null) {
      events.response(RtspResponse.received(statusCode, text, headers, body));
    } else {
      events.request(RtspRequest.received(method, text, headers, body));
    }
  }
}
