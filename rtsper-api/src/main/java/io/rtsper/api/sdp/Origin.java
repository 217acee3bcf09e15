package io.rtsper.api.sdp;

import io.rtsper.api.ascii.Ascii;
import io.rtsper.api.text.PeerText;
import java.util.List;

/**
 * The {@code o=} line (RFC 8866 §5.2). Cameras write almost anything there, so the text is kept as
 * it is and the fields are read as well as they can be; none is checked.
 *
 * @param raw what follows {@code o=}
 */
public record Origin(String raw) {

  /** What a description without an {@code o=} line has. */
  public static final Origin NONE = new Origin("- 0 0 IN IP4 0.0.0.0");

  /**
   * Checks the text and trims blanks at its ends.
   *
   * @throws IllegalArgumentException if it is empty or holds a line break or NUL
   */
  public Origin {
    raw = Scan.lineWithText(raw, "origin");
  }

  /**
   * Returns the user's login, which may hold blanks; {@code -} if there is none.
   *
   * @return the user name; empty if it can't be told
   */
  public String username() {
    List<String> tokens = tokens();
    int end = Math.max(networkIndex(tokens) - 2, 0);
    return tokens.isEmpty()
        ? ""
        : String.join(" ", tokens.subList(0, Math.min(end, tokens.size())));
  }

  /**
   * Returns the session's identifier: a number, but not always a decimal one.
   *
   * @return the identifier; empty if it can't be told
   */
  public String sessionId() {
    return field(-2);
  }

  /**
   * Returns the version of the description.
   *
   * @return the version; empty if it can't be told
   */
  public String sessionVersion() {
    return field(-1);
  }

  /**
   * Returns the network type, {@code IN}.
   *
   * @return the type; empty if it can't be told
   */
  public String networkType() {
    return field(0);
  }

  /**
   * Returns the address type, {@code IP4} or {@code IP6}.
   *
   * @return the type; empty if it can't be told
   */
  public String addressType() {
    return field(1);
  }

  /**
   * Returns the address of the machine that made the session.
   *
   * @return a name or an address, not checked; empty if it can't be told
   */
  public String address() {
    return field(2);
  }

  private List<String> tokens() {
    return Scan.tokens(raw, 32);
  }

  private String field(int afterNetwork) {
    List<String> tokens = tokens();
    int index = networkIndex(tokens) + afterNetwork;
    return index >= 0 && index < tokens.size() ? tokens.get(index) : "";
  }

  /** The last {@code IN}: a user name with blanks moves it to the right. 3 if there is none. */
  private static int networkIndex(List<String> tokens) {
    for (int i = tokens.size() - 1; i > 0; i--) {
      if (Ascii.equalsIgnoreCase(tokens.get(i), "IN")) {
        return i;
      }
    }
    return 3;
  }

  /** Returns the line. */
  @Override
  public String toString() {
    return "o=" + PeerText.printable(raw);
  }
}
