package io.rtsper.api;

import static java.util.Objects.requireNonNull;

/**
 * A deviation from the standards that a session met and tolerated. Its name stays, so that it can
 * be counted, searched for and reported; {@link RtspSession#quirks()} lists what a session met. In
 * {@linkplain RtspSessionBuilder#strict(boolean) strict} mode a quirk is an {@link
 * RtspProtocolException} instead.
 *
 * <p>The module that reports a quirk defines it; a plug-in defines its own. Two of one name are the
 * same. {@code docs/interop.md} lists those of rtsper with the devices.
 */
public final class Quirk {

  /** How much a quirk matters to who plays the stream. */
  public enum Severity {

    /** Read without loss or doubt. Logged at INFO when first met. */
    INFO,

    /** Something was left out or guessed, or isn't what was asked for. Logged at WARN. */
    WARNING
  }

  private final String name;
  private final Severity severity;
  private final String description;

  private Quirk(String name, Severity severity, String description) {
    this.name = requireNonNull(name, "name");
    this.severity = severity;
    this.description = requireNonNull(description, "description");
  }

  /**
   * Returns a quirk that is read without loss or doubt.
   *
   * @param name lower-case words joined with hyphens, such as {@code lf-line-ending}
   * @param description what the peer does and how it is read, in one sentence
   * @return a quirk of severity {@link Severity#INFO}
   */
  public static Quirk of(String name, String description) {
    return new Quirk(name, Severity.INFO, description);
  }

  /**
   * Returns a quirk for which something is left out or guessed.
   *
   * @param name lower-case words joined with hyphens
   * @param description what the peer does and how it is read, in one sentence
   * @return a quirk of severity {@link Severity#WARNING}
   */
  public static Quirk warning(String name, String description) {
    return new Quirk(name, Severity.WARNING, description);
  }

  /**
   * Returns the name.
   *
   * @return lower-case words joined with hyphens
   */
  public String name() {
    return name;
  }

  /**
   * Returns how much it matters.
   *
   * @return the severity
   */
  public Severity severity() {
    return severity;
  }

  /**
   * Returns what the peer does and how it is read.
   *
   * @return one sentence
   */
  public String description() {
    return description;
  }

  /** Returns whether the other one is a quirk of the same name. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Quirk quirk && quirk.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name;
  }
}
