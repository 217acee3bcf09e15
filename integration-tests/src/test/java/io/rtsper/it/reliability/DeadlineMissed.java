package io.rtsper.it.reliability;

/** The outcome of a fault was right, and late. */
final class DeadlineMissed extends AssertionError {

  private static final long serialVersionUID = 1;

  DeadlineMissed(String message) {
    super(message);
  }
}
