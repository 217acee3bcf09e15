package io.rtsper.api.header;

/**
 * The value of a parameter of a challenge.
 *
 * @param text the value, escapes undone
 * @param verbatim what an echo puts between quotes: what the peer put there, or the text escaped
 * @param isQuoted whether it stood in quotes
 */
record AuthParameter(String text, String verbatim, boolean isQuoted) {

  static AuthParameter quoted(String verbatim) {
    String text = AuthText.unescape(verbatim);
    boolean echoes = AuthText.isQuotable(verbatim);
    return new AuthParameter(text, echoes ? verbatim : AuthText.escape(text), true);
  }

  static AuthParameter unquoted(String text) {
    return new AuthParameter(text, AuthText.escape(text), false);
  }

  static AuthParameter of(String text) {
    return new AuthParameter(text, AuthText.escape(text), true);
  }
}
