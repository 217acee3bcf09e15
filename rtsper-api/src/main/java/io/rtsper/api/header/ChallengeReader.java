package io.rtsper.api.header;

import io.rtsper.api.Quirk;
import io.rtsper.api.spi.QuirkReporter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the challenges of one or more header values apart (RFC 7235 §4.1): a comma may part two
 * parameters of one challenge as well as two challenges, and only what follows shows which.
 *
 * <p>Several header fields are read like one whose values are joined with commas (RFC 7230 §3.2.2),
 * but a quoted string never goes on in the next field.
 */
final class ChallengeReader {

  static final int TOTAL_LIMIT = 64 * 1024;
  static final int VALUE_LIMIT = 4 * 1024;
  static final int CHALLENGE_LIMIT = 32;
  static final int PARAMETER_LIMIT = 64;

  private final QuirkReporter quirks;
  private final List<Draft> drafts = new ArrayList<>(4);

  /** The challenge that parameters belong to; null until there is one. */
  private @Nullable Draft current;

  /** A scheme that a comma follows: it may be all there is, or its parameters may yet come. */
  private @Nullable Draft bare;

  /** The challenge whose unquoted qop was read last, so that its list may go on; or null. */
  private @Nullable Draft listOfQop;

  /** Whether the scheme of {@link #current} is what was read last, with no comma behind it. */
  private boolean behindScheme;

  /** A challenge that is still being read. */
  private static final class Draft {
    final String scheme;
    final Map<String, AuthParameter> parameters = new LinkedHashMap<>();
    @Nullable String token68;

    Draft(String scheme) {
      this.scheme = scheme;
    }

    boolean isEmpty() {
      return parameters.isEmpty() && token68 == null;
    }
  }

  private ChallengeReader(QuirkReporter quirks) {
    this.quirks = quirks;
  }

  static List<Challenge> challenges(List<String> values, QuirkReporter quirks) {
    ChallengeReader reader = new ChallengeReader(quirks);
    reader.readAll(values);
    List<Challenge> challenges = new ArrayList<>(reader.drafts.size());
    for (Draft draft : reader.drafts) {
      challenges.add(new Challenge(draft.scheme, draft.parameters, draft.token68));
    }
    return List.copyOf(challenges);
  }

  /** Reads a list of parameters that no scheme stands before. */
  static Map<String, AuthParameter> parameters(String value, QuirkReporter quirks) {
    ChallengeReader reader = new ChallengeReader(quirks);
    Draft all = new Draft("");
    reader.current = all;
    reader.drafts.add(all);
    reader.readAll(List.of(value));
    return all.parameters;
  }

  private void readAll(List<String> values) {
    int left = TOTAL_LIMIT;
    for (String value : values) {
      if (value.length() > left) {
        quirks.report(HeaderQuirks.CHALLENGE_LIMIT, "more than " + TOTAL_LIMIT + " characters");
        return;
      }
      left -= value.length();
      read(new AuthScanner(value, quirks));
    }
  }

  private void read(AuthScanner in) {
    boolean comma = true;
    while (true) {
      comma |= in.skipSeparators();
      if (in.atEnd()) {
        return;
      }
      behindScheme &= !comma;
      part(in, comma);
      comma = false;
    }
  }

  private void part(AuthScanner in, boolean comma) {
    boolean apart = in.afterSeparator();
    String word = in.word();
    if (word.isEmpty() || !apart) {
      unreadable(in);
      return;
    }
    if (behindScheme && in.paddingAhead()) {
      token68(word + in.padding());
      return;
    }
    boolean separated = in.separatorAhead();
    boolean space = in.skipSpaces();
    if (in.at('=')) {
      in.skipOne();
      space |= in.skipSpaces();
      parameter(in, word, comma, space);
    } else if (behindScheme && !in.parameterAhead() && AuthText.isToken68(word)) {
      token68(word);
    } else if (separated && AuthText.isToken(word)) {
      scheme(in, word, comma);
    } else if (separated) {
      // A word that is nothing, such as the name of the next field after a lost line end.
      report(HeaderQuirks.CHALLENGE_UNREADABLE_PART, "at character " + in.position());
      behindScheme = false;
    } else {
      unreadable(in);
    }
  }

  private void scheme(AuthScanner in, String word, boolean comma) {
    boolean alone = in.atEnd() || in.at(',');
    if (comma && alone && current != null && current == listOfQop && isQop(word)) {
      AuthParameter qop = current.parameters.get("qop");
      if (qop != null && qop.text().length() < VALUE_LIMIT) {
        current.parameters.put("qop", AuthParameter.unquoted(qop.text() + "," + word));
      }
      return;
    }
    listOfQop = null;
    if (!comma && current != null) {
      quirks.report(HeaderQuirks.CHALLENGE_MISSING_COMMA, "before " + word);
    }
    if (drafts.size() == CHALLENGE_LIMIT) {
      quirks.report(HeaderQuirks.CHALLENGE_LIMIT, "more than " + CHALLENGE_LIMIT + " challenges");
      current = null;
      bare = null;
      behindScheme = false;
      return;
    }
    Draft draft = new Draft(word);
    drafts.add(draft);
    if (alone && current != null && !current.isEmpty()) {
      bare = draft;
      behindScheme = false;
    } else {
      current = draft;
      bare = alone ? draft : null;
      behindScheme = !alone;
    }
  }

  private static boolean isQop(String word) {
    String lower = AuthText.lowerCase(word);
    return lower.equals("auth") || lower.equals("auth-int") || lower.equals("auth-conf");
  }

  private void token68(String text) {
    behindScheme = false;
    if (current != null && current.token68 == null) {
      current.token68 = text;
    }
  }

  private void parameter(AuthScanner in, String word, boolean comma, boolean space) {
    String name = AuthText.lowerCase(word);
    boolean quoted = in.at('"');
    AuthParameter value =
        quoted ? AuthParameter.quoted(in.quoted()) : AuthParameter.unquoted(in.unquoted());
    if (bare != null) {
      boolean fits = bare == current || current == null || current.parameters.containsKey(name);
      if (fits) {
        quirks.report(HeaderQuirks.CHALLENGE_EXTRA_COMMA, "behind " + bare.scheme);
        current = bare;
      }
      bare = null;
    }
    if (current == null) {
      report(HeaderQuirks.CHALLENGE_UNREADABLE_PART, name + " belongs to no scheme");
      return;
    }
    if (!comma && !behindScheme && !current.isEmpty()) {
      report(HeaderQuirks.CHALLENGE_MISSING_COMMA, "before " + name);
    }
    behindScheme = false;
    if (space) {
      report(HeaderQuirks.CHALLENGE_SPACE_AROUND_EQUALS, name);
    }
    add(current, name, value);
  }

  private void add(Draft draft, String name, AuthParameter value) {
    if (value.text().length() > VALUE_LIMIT) {
      report(HeaderQuirks.CHALLENGE_LIMIT, name + " has more than " + VALUE_LIMIT + " characters");
    } else if (draft.parameters.containsKey(name)) {
      report(HeaderQuirks.CHALLENGE_REPEATED_PARAMETER, name);
    } else if (draft.parameters.size() == PARAMETER_LIMIT) {
      report(HeaderQuirks.CHALLENGE_LIMIT, "more than " + PARAMETER_LIMIT + " parameters");
    } else {
      draft.parameters.put(name, value);
      listOfQop = name.equals("qop") && !value.isQuoted() ? draft : null;
      reportQuotes(draft, name, value);
    }
  }

  private void reportQuotes(Draft draft, String name, AuthParameter value) {
    if (!AuthText.sameIgnoringCase(draft.scheme, "digest")) {
      return;
    }
    switch (name) {
      case "realm", "nonce", "opaque", "domain", "qop" -> {
        if (!value.isQuoted()) {
          report(HeaderQuirks.CHALLENGE_UNQUOTED_VALUE, name);
        }
      }
      case "stale", "algorithm" -> {
        if (value.isQuoted()) {
          report(HeaderQuirks.CHALLENGE_QUOTED_TOKEN, name);
        }
      }
      default -> {}
    }
  }

  private void unreadable(AuthScanner in) {
    report(HeaderQuirks.CHALLENGE_UNREADABLE_PART, "at character " + in.position());
    in.skipPart();
    behindScheme = false;
  }

  private void report(Quirk quirk, String detail) {
    quirks.report(quirk, detail.length() > 80 ? detail.substring(0, 80) : detail);
  }
}
