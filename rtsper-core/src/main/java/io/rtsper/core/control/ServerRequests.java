package io.rtsper.core.control;

import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;

/** What a client answers to requests of a server (RFC 2326 §10). Pure. */
public final class ServerRequests {

  private static final String METHODS =
      "OPTIONS, ANNOUNCE, GET_PARAMETER, SET_PARAMETER, REDIRECT, TEARDOWN";

  private ServerRequests() {}

  /** Returns the answer; it carries the request's {@code CSeq}, if that has one to echo. */
  public static RtspResponse answer(RtspRequest request) {
    RtspHeaders.Builder headers = RtspHeaders.builder();
    copy(request, headers, "CSeq");
    return switch (request.method().name()) {
      case "OPTIONS" -> {
        headers.add("Public", METHODS);
        yield ok(request, headers);
      }
      case "ANNOUNCE", "GET_PARAMETER", "SET_PARAMETER", "REDIRECT", "TEARDOWN" ->
          ok(request, headers);
      default -> {
        headers.add("Allow", METHODS);
        yield RtspResponse.of(501, "Not Implemented", headers.build(), new byte[0]);
      }
    };
  }

  private static RtspResponse ok(RtspRequest request, RtspHeaders.Builder headers) {
    copy(request, headers, "Session");
    return RtspResponse.of(200, "OK", headers.build(), new byte[0]);
  }

  private static void copy(RtspRequest request, RtspHeaders.Builder headers, String name) {
    request
        .headers()
        .first(name)
        .filter(ServerRequests::canBeSent)
        .ifPresent(value -> headers.addReceived(name, value));
  }

  /** A value that was read may hold what no message of ours holds; then the answer goes without. */
  private static boolean canBeSent(String value) {
    return value.chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0);
  }
}
