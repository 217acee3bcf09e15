package io.rtsper.core.session;

import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;

/** Carries a redirect out of a chain of steps to where the session can follow it. */
final class Redirect extends RuntimeException {

  private static final long serialVersionUID = 1L;

  final transient RtspRequest request;
  final transient RtspResponse response;

  Redirect(RtspRequest request, RtspResponse response) {
    super("redirect", null, false, false);
    this.request = request;
    this.response = response;
  }
}
