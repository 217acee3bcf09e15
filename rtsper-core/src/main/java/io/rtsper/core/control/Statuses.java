package io.rtsper.core.control;

import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspStatusException;

/** What a status means for whoever has to do something about it (RFC 2326 §11). */
public final class Statuses {

  static final int UNAUTHORIZED = 401;
  static final int NOT_FOUND = 404;
  static final int SESSION_NOT_FOUND = 454;
  static final int AGGREGATE_NOT_ALLOWED = 459;
  static final int UNSUPPORTED_TRANSPORT = 461;

  private Statuses() {}

  /** 400 and 404 are what servers answer to a URL that they don't know. */
  static boolean isUnknownUrl(int status) {
    return status == NOT_FOUND || status == 400;
  }

  /**
   * Returns whether a refusal of a request about the whole presentation may mean that its URI is
   * written otherwise there: some can't have a slash at its end, and say 455 (janus PR#575).
   */
  static boolean mayBeUnknownAggregate(int status) {
    return isUnknownUrl(status) || status == 455;
  }

  /**
   * Returns whether a refusal of SETUP may mean that the control was to be joined otherwise.
   * Besides what an unknown URL gets, servers say 451 and 455, and 454 although there is no session
   * yet.
   *
   * @param status the status of the answer
   * @return true if another URI is worth a try
   */
  public static boolean mayBeUnknownControl(int status) {
    return mayBeUnknownAggregate(status) || status == 451 || status == SESSION_NOT_FOUND;
  }

  /**
   * Returns whether what was refused on this connection may be accepted on another one, after a
   * transport was refused here (Hikvision, gortsplib 3084b62; Media3).
   *
   * @param status the status of the answer
   * @return true if a new connection is worth a try
   */
  public static boolean mayBeOfThisConnection(int status) {
    return mayBeUnknownControl(status) || status >= 500;
  }

  /**
   * Returns whether the server doesn't offer the transport.
   *
   * @param status the status of the answer
   * @return true if another transport is worth a try
   */
  public static boolean isUnsupportedTransport(int status) {
    return status == UNSUPPORTED_TRANSPORT;
  }

  /**
   * Returns whether the server says that it doesn't know the session.
   *
   * @param status the status of the answer
   * @return true if it no longer does
   */
  public static boolean isUnknownSession(int status) {
    return status == SESSION_NOT_FOUND;
  }

  /**
   * Returns whether the answer to TEARDOWN means that there is no session any more; Hikvision
   * DS-2CD2032 says 500 when its session went with another connection (retina row 83).
   */
  static boolean isTornDown(RtspResponse response) {
    return response.isSuccess()
        || isUnknownSession(response.statusCode())
        || response.statusCode() == 500;
  }

  /** Returns whether the response sends the client elsewhere. */
  public static boolean isRedirect(RtspResponse response) {
    return response.statusCode() >= 300
        && response.statusCode() <= 305
        && response.statusCode() != 304
        && response.headers().contains("Location");
  }

  /** Returns the response if it is one of success. */
  public static RtspResponse requireSuccess(RtspRequest request, RtspResponse response) {
    if (response.isSuccess()) {
      return response;
    }
    if (isRedirect(response)) {
      throw new Redirect(request, response);
    }
    throw failure(request, response);
  }

  /** Returns the failure that the status is. */
  public static RtspStatusException failure(RtspRequest request, RtspResponse response) {
    String reason = response.reason().isEmpty() ? "" : " " + response.printableReason();
    return new RtspStatusException(
        "the server answered "
            + response.statusCode()
            + reason
            + " to "
            + request.method()
            + " "
            + request.printableUri()
            + "; "
            + advice(response.statusCode()),
        request,
        response);
  }

  private static String advice(int status) {
    return switch (status) {
      case 301, 302, 303, 305 -> "it sends the client elsewhere and doesn't say where to";
      case 400 -> "it can't read the request, or doesn't know the URL";
      case 403 -> "the user may not see this; check the camera's permissions";
      case 404, 410 -> "check the path of the URL, each camera model has its own";
      case 405, 501 -> "it doesn't know the method here";
      case 453 -> "it has no bandwidth left; close other sessions of this camera";
      case 454 -> "it no longer knows the session; the session timeout may have passed";
      case 455 -> "it can't do this in its present state";
      case 457 -> "the range lies outside the recording";
      case 459 -> "it takes this request for single tracks only";
      case 460 -> "it takes this request for the whole presentation only, not for a track";
      case 461 -> "it doesn't offer the transport; try transports(\"tcp\", \"udp\")";
      case 463 ->
          "it insists on encrypted media (SRTP), which this session doesn't offer; switch that off in"
              + " the camera's settings";
      case 503 -> "it is overloaded or starting; try later";
      case 551 -> "it doesn't support what the Require header asks for";
      default -> status >= 500 ? "the fault is the server's" : "the request can't be carried out";
    };
  }
}
