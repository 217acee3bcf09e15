package io.rtsper.api;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.ascii.Ascii;
import io.rtsper.api.text.PeerText;

/**
 * The method of an RTSP request (RFC 2326 §10). The name is case-sensitive and goes on the wire as
 * it is; methods beyond the constants are made with {@link #of(String)}.
 *
 * @param name the method's token, such as {@code DESCRIBE}
 */
public record RtspMethod(String name) {

  /** Asks what the server can do (RFC 2326 §10.1). */
  public static final RtspMethod OPTIONS = new RtspMethod("OPTIONS");

  /** Asks for the description of a presentation (RFC 2326 §10.2). */
  public static final RtspMethod DESCRIBE = new RtspMethod("DESCRIBE");

  /** Tells the other side of a new description (RFC 2326 §10.3). */
  public static final RtspMethod ANNOUNCE = new RtspMethod("ANNOUNCE");

  /** Agrees on the transport of a track (RFC 2326 §10.4). */
  public static final RtspMethod SETUP = new RtspMethod("SETUP");

  /** Starts delivery (RFC 2326 §10.5). */
  public static final RtspMethod PLAY = new RtspMethod("PLAY");

  /** Halts delivery and keeps the session (RFC 2326 §10.6). */
  public static final RtspMethod PAUSE = new RtspMethod("PAUSE");

  /** Ends the session (RFC 2326 §10.7). */
  public static final RtspMethod TEARDOWN = new RtspMethod("TEARDOWN");

  /** Reads parameters, or keeps the session alive when it has no body (RFC 2326 §10.8). */
  public static final RtspMethod GET_PARAMETER = new RtspMethod("GET_PARAMETER");

  /** Sets a parameter (RFC 2326 §10.9). */
  public static final RtspMethod SET_PARAMETER = new RtspMethod("SET_PARAMETER");

  /** Sends the client to another server (RFC 2326 §10.10). */
  public static final RtspMethod REDIRECT = new RtspMethod("REDIRECT");

  /** Starts recording (RFC 2326 §10.11). */
  public static final RtspMethod RECORD = new RtspMethod("RECORD");

  /**
   * Checks the name.
   *
   * @throws RtspValidationException if the name isn't a token of RFC 2326 §15.1
   */
  public RtspMethod {
    requireNonNull(name, "name");
    if (!Ascii.isToken(name)) {
      throw new RtspValidationException(
          "not an RTSP method: \""
              + PeerText.printable(name, 40)
              + "\"; a method is a token such as PLAY");
    }
  }

  /**
   * Returns the method of this name.
   *
   * @param name the method's token; case is kept
   * @return the method
   * @throws RtspValidationException if the name isn't a token of RFC 2326 §15.1
   */
  public static RtspMethod of(String name) {
    return switch (name) {
      case "OPTIONS" -> OPTIONS;
      case "DESCRIBE" -> DESCRIBE;
      case "ANNOUNCE" -> ANNOUNCE;
      case "SETUP" -> SETUP;
      case "PLAY" -> PLAY;
      case "PAUSE" -> PAUSE;
      case "TEARDOWN" -> TEARDOWN;
      case "GET_PARAMETER" -> GET_PARAMETER;
      case "SET_PARAMETER" -> SET_PARAMETER;
      case "REDIRECT" -> REDIRECT;
      case "RECORD" -> RECORD;
      default -> new RtspMethod(name);
    };
  }

  /** Returns the name, as it goes on the wire. */
  @Override
  public String toString() {
    return name;
  }
}
