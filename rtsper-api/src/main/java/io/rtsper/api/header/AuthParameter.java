package io.rtsper.api.header;

/**
 * The value of a parameter of a challenge.
 *
 * @param text the value, escapes undone
 * @param verbatim what an echo puts between quotes: what the peer put there, or the text escaped
 * @param isQuoted whether it stood in quotes
 */
record AuthParameter(String text, String verbatim, boolean isQuoted) {

  private static AuthParameter quoted(String verbatim) {
    String text = HeaderText.unescape(verbatim);
    boolean echoes = HeaderText.isQuotable(verbatim);
    return new AuthParameter(text, echoes ? verbatim : HeaderText.escape(text), true);
  }

  private static AuthParameter unquoted(String text) {
    return new AuthParameter(text, HeaderText.escape(text), false);
  }

  /** Returns a value as it stands in a header, in quotes or not. */
  static AuthParameter written(String value) {
    int last = value.length() - 1;
    boolean quotes = last > 0 && value.charAt(0) == '"' && value.charAt(last) == '"';
    return quotes ? quoted(value.substring(1, last)) : unquoted(value);
  }

  static AuthParameter of(String text) {
    return new AuthParameter(text, HeaderText.escape(text), true);
  }
}
