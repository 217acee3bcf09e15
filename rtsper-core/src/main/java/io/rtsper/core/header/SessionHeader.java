package io.rtsper.core.header;

import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.api.text.PeerText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The {@code Session} header of a response (RFC 2326 §12.37).
 *
 * @param id the identifier, to be sent back as it is; empty if the server sent none that could be
 * @param explicitTimeout the timeout that the server named, from 5 seconds to an hour; empty if it
 *     named none that can be read
 */
public record SessionHeader(String id, Optional<Duration> explicitTimeout) {

  /** The timeout of a server that names none. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

  /** What a session-id has beside letters and digits (RFC 2326 §3.4). */
  private static final String ID_MARKS = "$-_.+";

  private static final int MIN_SECONDS = 5;
  private static final int MAX_SECONDS = 3600;
  private static final int MAX_ID = 1024;

  /**
   * Reads a header's value.
   *
   * @param value the value of {@code Session}
   * @param quirks takes what was tolerated
   * @return the header
   * @throws io.rtsper.api.RtspProtocolException if the value is too long
   */
  public static SessionHeader parse(String value, QuirkReporter quirks) {
    HeaderText.checkLength("Session", value);
    int semicolon = value.indexOf(';');
    String id = HeaderText.strip(value, 0, semicolon < 0 ? value.length() : semicolon);
    if (id.isEmpty() || id.length() > MAX_ID || HeaderText.hasControl(id)) {
      quirks.report(HeaderQuirks.HEADER_UNREADABLE, "identifier of Session");
      id = "";
    } else if (!HeaderText.consistsOf(id, id.length(), ID_MARKS)) {
      quirks.report(HeaderQuirks.SESSION_ID_CHARACTERS, "");
    }
    Optional<Duration> timeout = Optional.empty();
    if (semicolon >= 0) {
      timeout = timeout(HeaderText.split(value.substring(semicolon + 1), ';'), quirks);
    }
    return new SessionHeader(id, timeout);
  }

  private static Optional<Duration> timeout(List<String> parameters, QuirkReporter quirks) {
    Optional<Duration> timeout = Optional.empty();
    for (String parameter : parameters) {
      if (parameter.isEmpty()) {
        quirks.report(HeaderQuirks.PARAMETER_EMPTY, "Session");
      } else if (!HeaderText.name(parameter).equals("timeout")) {
        quirks.report(HeaderQuirks.PARAMETER_UNKNOWN, "Session");
      } else if (timeout.isPresent()) {
        quirks.report(HeaderQuirks.PARAMETER_REPEATED, "timeout of Session");
      } else {
        if (parameter.indexOf('"') >= 0) {
          quirks.report(HeaderQuirks.PARAMETER_QUOTED, "timeout of Session");
        }
        timeout = timeout(HeaderText.value(parameter), quirks);
      }
    }
    return timeout;
  }

  private static Optional<Duration> timeout(String text, QuirkReporter quirks) {
    String number = HeaderText.strip(text);
    // Rounded down, a keepalive is never late.
    String whole = HeaderText.wholePart(number);
    long seconds = HeaderText.unsigned(whole, Long.MAX_VALUE / 20);
    if (seconds <= 0) {
      quirks.report(HeaderQuirks.PARAMETER_UNREADABLE, "timeout of Session");
      return Optional.empty();
    }
    if (whole.length() < number.length()) {
      quirks.report(HeaderQuirks.PARAMETER_FRACTION, "timeout of Session");
    }
    long kept = Math.max(MIN_SECONDS, Math.min(seconds, MAX_SECONDS));
    if (kept != seconds) {
      quirks.report(HeaderQuirks.SESSION_TIMEOUT_OUT_OF_RANGE, "");
    }
    return Optional.of(Duration.ofSeconds(kept));
  }

  /**
   * Returns how long the session lives without a request.
   *
   * @return {@link #explicitTimeout()}, or 60 seconds if the server named none
   */
  public Duration timeout() {
    return explicitTimeout.orElse(DEFAULT_TIMEOUT);
  }

  /**
   * Returns what this header and an earlier one of the same session say together: servers name the
   * timeout in the first answer alone, or in a later one alone.
   *
   * @param earlier what was known so far
   * @return this header, with the earlier timeout if it names none, and the earlier identifier if
   *     it has none that can be sent back
   */
  public SessionHeader after(SessionHeader earlier) {
    return new SessionHeader(
        id.isEmpty() ? earlier.id : id, explicitTimeout.or(() -> earlier.explicitTimeout));
  }

  /** Returns identifier and timeout as they may be printed. */
  @Override
  public String toString() {
    return PeerText.printable(id) + ";timeout=" + timeout().toSeconds();
  }
}
