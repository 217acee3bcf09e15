package io.rtsper.core.header;

import io.rtsper.api.Quirk;
import io.rtsper.api.header.Challenge;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.text.Ascii;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code WWW-Authenticate} and {@code Authentication-Info}: tells the challenges of one or
 * more header values apart (RFC 7235 §4.1). A comma may part two parameters of one challenge as
 * well as two challenges, and only what follows shows which.
 *
 * <p>Several header fields are read like one whose values are joined with commas (RFC 7230 §3.2.2),
 * but a quoted string never goes on in the next field.
 */
public final class ChallengeReader {

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

  /** A challenge that is still being read, its values with the quotes that they came in. */
  private static final class Draft {
    final String scheme;
    final Map<String, String> parameters = new LinkedHashMap<>();
    @Nullable String token68;

    Draft(String scheme) {
      this.scheme = scheme;
    }

    boolean isEmpty() {
      return parameters.isEmpty() && token68 == null;
    }

    Challenge challenge() {
      return token68 == null
          ? Challenge.received(scheme, parameters)
          : Challenge.of(scheme, token68);
    }
  }

  private ChallengeReader(QuirkReporter quirks) {
    this.quirks = quirks;
  }

  /**
   * Returns the challenges of the {@code WWW-Authenticate} fields of a response, in their order.
   *
   * <p>Never fails for what a peer sends: a part that can't be read is left out and reported. At
   * most 64 KiB of header values, 32 challenges, 64 parameters in each and 4096 characters in a
   * value are read.
   *
   * @param values the values of all fields, in their order
   * @param quirks takes what was tolerated or left out
   * @return the challenges; empty if there is none
   * @throws io.rtsper.api.RtspProtocolException if the reporter throws it, in strict mode
   */
  public static List<Challenge> challenges(List<String> values, QuirkReporter quirks) {
    ChallengeReader reader = new ChallengeReader(quirks);
    reader.readAll(values);
    return reader.drafts.stream().map(Draft::challenge).toList();
  }

  /**
   * Returns the parameters of an {@code Authentication-Info} (RFC 7616 §3.5), within the limits of
   * {@link #challenges}.
   *
   * @param value the header's value
   * @param quirks takes what was tolerated or left out
   * @return values without quotes and escapes by names in lower case
   * @throws io.rtsper.api.RtspProtocolException if the reporter throws it, in strict mode
   */
  public static Map<String, String> authenticationInfo(String value, QuirkReporter quirks) {
    ChallengeReader reader = new ChallengeReader(quirks);
    Draft all = new Draft("Authentication-Info");
    reader.current = all;
    reader.drafts.add(all);
    reader.readAll(List.of(value));
    return all.challenge().parameters();
  }

  private void readAll(List<String> values) {
    int left = TOTAL_LIMIT;
    for (String value : values) {
      if (value.length() > left) {
        quirks.report(
            HeaderQuirks.HEADER_LIMIT, "challenges of more than " + TOTAL_LIMIT + " characters");
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
    if (behindScheme && in.paddingAhead() && HeaderText.isToken68(word)) {
      token68(word + in.padding());
      return;
    }
    boolean separated = in.separatorAhead();
    boolean space = in.skipSpaces();
    if (in.at('=')) {
      in.skipOne();
      space |= in.skipSpaces();
      parameter(in, word, comma, space);
    } else if (behindScheme && !in.parameterAhead() && HeaderText.isToken68(word)) {
      token68(word);
    } else if (separated && Ascii.isToken(word)) {
      scheme(in, word, comma);
    } else if (separated) {
      // A word that is nothing, such as the name of the next field after a lost line end.
      report(HeaderQuirks.HEADER_UNREADABLE, "challenge at character " + in.position());
      behindScheme = false;
    } else {
      unreadable(in);
    }
  }

  private void scheme(AuthScanner in, String word, boolean comma) {
    boolean alone = in.atEnd() || in.at(',');
    if (comma && alone && current != null && current == listOfQop && isQop(word)) {
      String qop = current.parameters.get("qop");
      if (qop != null && qop.length() < VALUE_LIMIT) {
        current.parameters.put("qop", qop + "," + word);
      }
      return;
    }
    listOfQop = null;
    if (!comma && current != null) {
      quirks.report(HeaderQuirks.HEADER_SEPARATOR, "no comma in a challenge before " + word);
    }
    if (drafts.size() == CHALLENGE_LIMIT) {
      quirks.report(HeaderQuirks.HEADER_LIMIT, "more than " + CHALLENGE_LIMIT + " challenges");
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
    String lower = Ascii.lower(word);
    return lower.equals("auth") || lower.equals("auth-int") || lower.equals("auth-conf");
  }

  private void token68(String text) {
    behindScheme = false;
    if (current != null && current.token68 == null) {
      current.token68 = text;
    }
  }

  private void parameter(AuthScanner in, String word, boolean comma, boolean space) {
    String name = Ascii.lower(word);
    boolean quoted = in.at('"');
    String value = quoted ? in.quoted() : in.unquoted();
    if (bare != null) {
      boolean fits = bare == current || current == null || current.parameters.containsKey(name);
      if (fits) {
        quirks.report(
            HeaderQuirks.HEADER_SEPARATOR, "a comma in a challenge behind " + bare.scheme);
        current = bare;
      }
      bare = null;
    }
    if (current == null || current.token68 != null) {
      report(HeaderQuirks.HEADER_UNREADABLE, name + " of no challenge");
      return;
    }
    if (!Ascii.isToken(name)) {
      report(HeaderQuirks.HEADER_UNREADABLE, name + " of a challenge");
      return;
    }
    if (!comma && !behindScheme && !current.isEmpty()) {
      report(HeaderQuirks.HEADER_SEPARATOR, "no comma in a challenge before " + name);
    }
    behindScheme = false;
    if (space) {
      report(HeaderQuirks.HEADER_BLANKS, name + " of a challenge");
    }
    add(current, name, value, quoted);
  }

  private void add(Draft draft, String name, String value, boolean quoted) {
    if (value.length() > VALUE_LIMIT) {
      report(HeaderQuirks.HEADER_LIMIT, name + " of more than " + VALUE_LIMIT + " characters");
    } else if (draft.parameters.containsKey(name)) {
      report(HeaderQuirks.PARAMETER_REPEATED, name + " of a challenge");
    } else if (draft.parameters.size() == PARAMETER_LIMIT) {
      report(
          HeaderQuirks.HEADER_LIMIT, "more than " + PARAMETER_LIMIT + " parameters of a challenge");
    } else {
      draft.parameters.put(name, quoted ? '"' + value + '"' : value);
      listOfQop = name.equals("qop") && !quoted ? draft : null;
      reportQuotes(draft, name, quoted);
    }
  }

  private void reportQuotes(Draft draft, String name, boolean quoted) {
    if (!Ascii.lower(draft.scheme).equals("digest")) {
      return;
    }
    switch (name) {
      case "realm", "nonce", "opaque", "domain", "qop" -> {
        if (!quoted) {
          report(HeaderQuirks.PARAMETER_UNQUOTED, name + " of a challenge");
        }
      }
      case "stale", "algorithm" -> {
        if (quoted) {
          report(HeaderQuirks.PARAMETER_QUOTED, name + " of a challenge");
        }
      }
      default -> {}
    }
  }

  private void unreadable(AuthScanner in) {
    report(HeaderQuirks.HEADER_UNREADABLE, "challenge at character " + in.position());
    in.skipPart();
    behindScheme = false;
  }

  private void report(Quirk quirk, String detail) {
    quirks.report(quirk, detail.length() > 80 ? detail.substring(0, 80) : detail);
  }
}
