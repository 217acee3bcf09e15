package io.rtsper.core.control;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspUrl;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.header.ControlUri;

/** Where a redirect may lead (RFC 2326 §10.10 and §11.3). Pure. */
public final class Redirects {

  private Redirects() {}

  /**
   * Returns the URL to go on with, without any user information that it has.
   *
   * @param count which redirect in a row this is, from 1
   * @throws RtspProtocolException if it is one too many, can't be read or leads to less security;
   *     it carries the response, by which a {@code ReconnectPolicy} knows that it is final
   */
  public static RtspUrl target(
      Redirect redirect, RtspUrl from, int count, int most, QuirkReporter quirks) {
    if (count > most) {
      throw failure(
          redirect,
          most == 0
              ? "the server redirects " + from + " and redirects are switched off"
              : "the server redirects more than "
                  + most
                  + " times in a row, the last time from "
                  + from);
    }
    RtspUrl next = location(redirect, from, quirks);
    if (!next.connectionScheme().equals("rtsp") && !next.connectionScheme().equals("rtsps")) {
      throw failure(redirect, "the server redirects to " + next + ", which isn't an RTSP URL");
    }
    if (from.connectionScheme().equals("rtsps") && !next.connectionScheme().equals("rtsps")) {
      throw failure(
          redirect,
          "the server redirects from rtsps to "
              + next
              + ", which would give up TLS; open that URL yourself if you trust it");
    }
    return next;
  }

  private static RtspUrl location(Redirect redirect, RtspUrl from, QuirkReporter quirks) {
    try {
      return ControlUri.location(
          from, redirect.response.headers().first("Location").orElse(""), quirks);
    } catch (RtspProtocolException unreadable) {
      throw new RtspProtocolException(
          unreadable.phase(),
          requireNonNull(unreadable.getMessage()),
          redirect.request,
          redirect.response,
          unreadable);
    }
  }

  private static RtspProtocolException failure(Redirect redirect, String text) {
    return new RtspProtocolException(
        RtspPhase.REQUEST, text, redirect.request, redirect.response, null);
  }
}
