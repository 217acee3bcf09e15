package io.rtsper.api;

import java.util.Optional;

/** An RTSP URL. */
public final class RtspUrl {

  private final String text;

  private RtspUrl(String text) {
    this.text = text;
  }

  /**
   * Returns the URL that a text gives.
   *
   * @param text the URL
   * @return the URL
   * @throws RtspValidationException if it can't be read
   */
  public static RtspUrl parse(String text) {
    return new RtspUrl(text);
  }

  /**
   * Returns the credentials of the user information.
   *
   * @return the credentials, or empty
   */
  public Optional<UsernamePassword> credentials() {
    return Optional.empty();
  }

  @Override
  public String toString() {
    return text;
  }
}
