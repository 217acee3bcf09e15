package io.rtsper.api;

import static java.util.Objects.requireNonNull;

/**
 * A deviation from the standards that rtsper met and tolerated. Each has a name that stays, so that
 * it can be counted, searched for and reported; {@link RtspSession#quirks()} lists what a session
 * met. In {@linkplain RtspSession.Builder#strict(boolean) strict} mode a quirk is an {@link
 * RtspProtocolException} instead.
 *
 * <p>The quirks that rtsper itself knows are the constants of {@link Quirks}; a plug-in may define
 * its own.
 *
 * @param name lower-case words joined with hyphens, such as {@code lf-line-ending}
 * @param description what the peer does and how it is read, in one sentence
 */
public record Quirk(String name, String description) {

  /** Checks that both are there. */
  public Quirk {
    requireNonNull(name, "name");
    requireNonNull(description, "description");
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name;
  }
}
