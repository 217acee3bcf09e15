package io.rtsper.core.control;

import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;

/** Carries a redirect out of a chain of steps to where the session can follow it. */
public final class Redirect extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public final transient RtspRequest request;
  public final transient RtspResponse response;

  public Redirect(RtspRequest request, RtspResponse response) {
    super("redirect", null, false, false);
    this.request = request;
    this.response = response;
  }
}
