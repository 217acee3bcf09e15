package io.rtsper.api.sdp;

import io.rtsper.api.text.PeerText;
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
   * Checks the texts, trims blanks at their ends and copies the list.
   *
   * @throws IllegalArgumentException if one is empty or holds a line break or NUL
   */
  public TimeDescription {
    raw = Scan.lineWithText(raw, "time");
    // Hardly any description has one.
    repeats =
        repeats.isEmpty()
            ? List.of()
            : repeats.stream().map(repeat -> Scan.lineWithText(repeat, "repeat")).toList();
  }

  /** Returns the lines. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("t=").append(PeerText.printable(raw));
    for (String repeat : repeats) {
      out.append(" r=").append(PeerText.printable(repeat));
    }
    return out.toString();
  }
}
