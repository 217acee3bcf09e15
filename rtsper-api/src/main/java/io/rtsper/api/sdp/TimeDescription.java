package io.rtsper.api.sdp;

import java.util.List;

/**
 * A {@code t=} line and the {@code r=} lines after it (RFC 8866 §5.9, §5.10), as they were written.
 *
 * @param raw what follows {@code t=}
 * @param repeats what follows each {@code r=}
 */
public record TimeDescription(String raw, List<String> repeats) {

  /** A session without bounds, which a description without a {@code t=} line has too. */
  public static final TimeDescription PERMANENT = new TimeDescription("0 0", List.of());

  /**
   * Checks the texts and copies the list.
   *
   * @throws IllegalArgumentException if one holds a line break or NUL
   */
  public TimeDescription {
    Scan.line(raw, "time");
    repeats = List.copyOf(repeats);
    for (String repeat : repeats) {
      Scan.line(repeat, "repeat");
    }
  }

  /** Returns the lines. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("t=").append(raw);
    for (String repeat : repeats) {
      out.append(" r=").append(repeat);
    }
    return out.toString();
  }
}
