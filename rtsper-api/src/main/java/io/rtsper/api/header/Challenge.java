package io.rtsper.api.header;

import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.ascii.Ascii;
import io.rtsper.api.text.PeerText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One challenge of {@code WWW-Authenticate}: a scheme with parameters, or with one token68 (RFC
 * 7235 §2.1).
 *
 * <p>Immutable. {@link #toString()} leaves out nonces, {@code opaque} and the token68.
 */
public final class Challenge {

  private final String scheme;
  private final Map<String, AuthParameter> parameters;
  private final @Nullable String token68;

  private Challenge(
      String scheme, Map<String, AuthParameter> parameters, @Nullable String token68) {
    this.scheme = scheme;
    this.parameters = parameters;
    this.token68 = token68;
  }

  /**
   * Returns a challenge with parameters.
   *
   * @param scheme the scheme, a token
   * @param parameters names and values; the order is kept, names are put in lower case
   * @return the challenge
   * @throws RtspValidationException if the scheme or a name isn't a token, or a value holds CR, LF
   *     or NUL
   */
  public static Challenge of(String scheme, Map<String, String> parameters) {
    return new Challenge(
        checkedScheme(scheme), checkedParameters(parameters, AuthParameter::of), null);
  }

  /**
   * Returns a challenge as it was received, whose {@link #verbatim} parameters are the server's.
   *
   * @param scheme the scheme, a token
   * @param written names, and values as they stand in the header: in quotes with their escapes, or
   *     without quotes; the order is kept, names are put in lower case
   * @return the challenge
   * @throws RtspValidationException if the scheme or a name isn't a token, or a value holds CR, LF
   *     or NUL
   */
  public static Challenge received(String scheme, Map<String, String> written) {
    return new Challenge(
        checkedScheme(scheme), checkedParameters(written, AuthParameter::written), null);
  }

  private static Map<String, AuthParameter> checkedParameters(
      Map<String, String> parameters, Function<String, AuthParameter> reading) {
    Map<String, AuthParameter> checked = new LinkedHashMap<>();
    parameters.forEach(
        (name, value) -> {
          if (!Ascii.isToken(name)) {
            throw new RtspValidationException("the name of a challenge's parameter isn't a token");
          }
          checked.put(Ascii.lower(name), reading.apply(HeaderText.oneLine(name, value)));
        });
    return checked;
  }

  /**
   * Returns a challenge with a token68, such as those of Negotiate.
   *
   * @param scheme the scheme, a token
   * @param token68 letters, digits and {@code -._~+/}, with equals signs at the end
   * @return the challenge
   * @throws RtspValidationException if either isn't what it should be
   */
  public static Challenge of(String scheme, String token68) {
    if (!HeaderText.isToken68(token68)) {
      throw new RtspValidationException("not a token68 (RFC 7235 §2.1)");
    }
    return new Challenge(checkedScheme(scheme), Map.of(), token68);
  }

  private static String checkedScheme(String scheme) {
    if (!Ascii.isToken(scheme)) {
      throw new RtspValidationException("the scheme of a challenge isn't a token");
    }
    return scheme;
  }

  /**
   * Returns the scheme as it was written.
   *
   * @return the scheme, such as {@code Digest}
   */
  public String scheme() {
    return scheme;
  }

  /**
   * Returns whether the challenge is one of this scheme.
   *
   * @param name the scheme, in any case
   * @return true if it is
   */
  public boolean isScheme(String name) {
    return Ascii.equalsIgnoreCase(scheme, name);
  }

  /**
   * Returns the parameters, names in lower case and escapes undone, in their order.
   *
   * @return the parameters; of a name that stood twice the first
   */
  public Map<String, String> parameters() {
    Map<String, String> texts = new LinkedHashMap<>();
    parameters.forEach((name, value) -> texts.put(name, value.text()));
    return Collections.unmodifiableMap(texts);
  }

  /**
   * Returns the value of a parameter, escapes undone.
   *
   * @param name the name, in any case
   * @return the value, or empty if the challenge doesn't have it; an empty value isn't empty
   */
  public Optional<String> parameter(String name) {
    return value(name).map(AuthParameter::text);
  }

  /**
   * Returns what an echo of a parameter puts between its quotes: what the server put there, or its
   * unquoted value with the escapes that it needs.
   *
   * @param name the name, in any case
   * @return the text between the quotes, or empty if the challenge doesn't have the parameter
   */
  public Optional<String> verbatim(String name) {
    return value(name).map(AuthParameter::verbatim);
  }

  /**
   * Returns the token68 that stands in the place of parameters.
   *
   * @return the token68, or empty
   */
  public Optional<String> token68() {
    return Optional.ofNullable(token68);
  }

  /**
   * Returns the challenge as it stands in a header, each parameter quoted unless it came without
   * quotes and needs none.
   *
   * @return the header's value
   */
  public String toHeaderValue() {
    StringBuilder out = new StringBuilder(scheme);
    if (token68 != null) {
      out.append(' ').append(token68);
    }
    String separator = " ";
    for (Map.Entry<String, AuthParameter> entry : parameters.entrySet()) {
      AuthParameter value = entry.getValue();
      boolean bare = !value.isQuoted() && Ascii.isToken(value.text());
      out.append(separator).append(entry.getKey()).append('=');
      out.append(bare ? value.text() : '"' + value.verbatim() + '"');
      separator = ", ";
    }
    return out.toString();
  }

  private Optional<AuthParameter> value(String name) {
    return Optional.ofNullable(parameters.get(Ascii.lower(name)));
  }

  /** Returns whether the other is a challenge of the same scheme, parameters and token68. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Challenge that
        && scheme.equals(that.scheme)
        && parameters.equals(that.parameters)
        && Objects.equals(token68, that.token68);
  }

  @Override
  public int hashCode() {
    return Objects.hash(scheme, parameters, token68);
  }

  /**
   * Returns the challenge as {@link RtspHeaders#toString()} shows it: neither nonce nor {@code
   * opaque}, with which others could sign, nor the token68.
   */
  @Override
  public String toString() {
    return token68 == null
        ? PeerText.printableHeader("WWW-Authenticate", toHeaderValue(), 2000)
        : PeerText.printable(scheme) + " ***";
  }
}
