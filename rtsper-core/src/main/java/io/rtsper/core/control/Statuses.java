package io.rtsper.core.control;

import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspStatusException;
import io.rtsper.api.text.PeerText;
import java.util.List;
import java.util.stream.Collectors;

/** What a status means for whoever has to do something about it (RFC 2326 §11). */
public final class Statuses {

  static final int UNAUTHORIZED = 401;
  static final int BAD_REQUEST = 400;
  static final int NOT_FOUND = 404;
  static final int METHOD_NOT_ALLOWED = 405;
  static final int SESSION_NOT_FOUND = 454;
  static final int AGGREGATE_NOT_ALLOWED = 459;
  static final int UNSUPPORTED_TRANSPORT = 461;

  /** How much of what a refusal says in its body is told. */
  private static final int LONGEST_BODY = 100;

  private static final int MOST_LINES = 4;

  private Statuses() {}

  /** 400 and 404 are what servers answer to a URL that they don't know. */
  static boolean isUnknownUrl(int status) {
    return status == NOT_FOUND || status == BAD_REQUEST;
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
   * Besides what an unknown URL gets, servers say 405, 451 and 455, and 454 although there is no
   * session yet.
   *
   * @param status the status of the answer
   * @return true if another URI is worth a try
   */
  public static boolean mayBeUnknownControl(int status) {
    return mayBeUnknownAggregate(status)
        || status == METHOD_NOT_ALLOWED
        || status == 451
        || status == SESSION_NOT_FOUND;
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
   * Returns whether a refusal of SETUP may be one of the transport all the same:
   * librtsp-server-perl says 400 to an offer of TCP.
   *
   * @param status the status of the answer, whichever URI was asked for
   * @return true if another transport is worth a try
   */
  public static boolean mayBeUnsupportedTransport(int status) {
    return status == UNSUPPORTED_TRANSPORT || status == BAD_REQUEST;
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
    return failure(request, response, advice(response.statusCode()));
  }

  /**
   * Returns the failure of a SETUP.
   *
   * @param tried the names of the transports that the session may use
   * @param untried the names of those that it could use besides
   */
  public static RtspStatusException setupFailure(
      RtspRequest request, RtspResponse response, List<String> tried, List<String> untried) {
    int status = response.statusCode();
    String more =
        untried.isEmpty()
            ? "none of " + String.join(", ", tried) + " is left to try"
            : "add \"" + String.join("\" or \"", untried) + "\" to transports(…)";
    if (status == UNSUPPORTED_TRANSPORT) {
      return failure(request, response, "it doesn't offer the transport; " + more);
    }
    return status == BAD_REQUEST && !untried.isEmpty()
        ? failure(request, response, advice(status) + ", or the transport; " + more)
        : failure(request, response);
  }

  private static RtspStatusException failure(
      RtspRequest request, RtspResponse response, String advice) {
    String reason = response.reason().isEmpty() ? "" : " " + response.printableReason();
    return new RtspStatusException(
        "the server answered "
            + response.statusCode()
            + reason
            + said(response)
            + " to "
            + request.method()
            + " "
            + request.printableUri()
            + "; "
            + advice,
        request,
        response);
  }

  /** Returns what the body says, as in {@code No-More: sessions}, if it is text to be read. */
  private static String said(RtspResponse response) {
    String type = response.headers().first("Content-Type").orElse("");
    if (!type.startsWith("text/parameters") && !type.startsWith("text/plain")) {
      return "";
    }
    String text =
        response
            .bodyText()
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .limit(MOST_LINES)
            .collect(Collectors.joining("; "));
    return text.isEmpty() ? "" : " (\"" + PeerText.printable(text, LONGEST_BODY) + "\")";
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
      case 461 -> "it doesn't offer the transport";
      case 463 ->
          "it insists on encrypted media (SRTP), which this session doesn't offer; switch that off in"
              + " the camera's settings";
      case 503 -> "it is overloaded or starting; try later";
      case 551 -> "it doesn't support what the Require header asks for";
      default -> status >= 500 ? "the fault is the server's" : "the request can't be carried out";
    };
  }
}
