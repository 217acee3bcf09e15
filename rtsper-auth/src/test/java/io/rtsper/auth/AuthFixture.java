package io.rtsper.auth;

import io.rtsper.api.AuthPolicy;
import io.rtsper.api.Credentials;
import io.rtsper.api.Quirk;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.header.Challenge;
import io.rtsper.api.spi.AuthContext;
import io.rtsper.api.spi.AuthSchemeProvider;
import io.rtsper.api.spi.Authenticator;
import io.rtsper.api.spi.QuirkReporter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the tests of both schemes share: a client with secrets, a policy and quirks that it met. */
final class AuthFixture {

  static final String URI = "rtsp://10.0.0.5/stream";
  static final byte[] NO_BODY = {};

  /** Well-formed parameters; how others are read is the engine's business. */
  private static final Pattern PARAMETER =
      Pattern.compile("([^\\s,=]+)=(\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s,\"]+)");

  private static final Pattern TOKEN68 = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  final List<Quirk> quirks = new ArrayList<>();
  final AuthContext context;
  private final List<AuthSchemeProvider> providers =
      List.of(new BasicSchemeProvider(), new DigestSchemeProvider());

  private AuthFixture(
      List<Credentials> credentials,
      AuthPolicy policy,
      boolean secure,
      Supplier<String> cnonces,
      long requestsSigned) {
    QuirkReporter reporter = (quirk, detail) -> quirks.add(quirk);
    this.context = new Context(credentials, policy, secure, reporter, cnonces, requestsSigned);
  }

  private record Context(
      List<Credentials> credentials,
      AuthPolicy policy,
      boolean secure,
      QuirkReporter quirks,
      Supplier<String> cnonces,
      long requestsSigned)
      implements AuthContext {

    @Override
    public String clientNonce() {
      return cnonces.get();
    }
  }

  static AuthFixture of(String username, String password) {
    return of(AuthPolicy.DEFAULT, false, Credentials.of(username, password));
  }

  static AuthFixture of(AuthPolicy policy, boolean secure, Credentials... credentials) {
    return new AuthFixture(List.of(credentials), policy, secure, () -> "0a4f113b", 0);
  }

  /** Returns a client that takes its nonces from here. */
  static AuthFixture of(String username, String password, Supplier<String> cnonces) {
    return new AuthFixture(
        List.of(Credentials.of(username, password)), AuthPolicy.DEFAULT, false, cnonces, 0);
  }

  /** Returns a client that goes on with a nonce of somebody who signed some requests before. */
  static AuthFixture goingOn(long requestsSigned) {
    return new AuthFixture(
        List.of(Credentials.of("admin", "secret")),
        AuthPolicy.DEFAULT,
        false,
        () -> "0a4f113b",
        requestsSigned);
  }

  /** Returns the challenge that a well-formed header value holds. */
  static Challenge challenge(String headerValue) {
    int space = headerValue.indexOf(' ');
    if (space < 0) {
      return Challenge.of(headerValue, Map.of());
    }
    String scheme = headerValue.substring(0, space);
    String rest = headerValue.substring(space + 1);
    if (TOKEN68.matcher(rest).matches()) {
      return Challenge.of(scheme, rest);
    }
    return Challenge.received(scheme, parameters(rest));
  }

  /** Returns well-formed parameters as they stand in a header. */
  private static Map<String, String> parameters(String text) {
    Map<String, String> parameters = new LinkedHashMap<>();
    PARAMETER.matcher(text).results().forEach(m -> parameters.put(m.group(1), m.group(2)));
    return parameters;
  }

  /** Returns who answers the best of the challenges, as an engine chooses. */
  Optional<Authenticator> best(String... headerValues) {
    return answerable(headerValues).max(Comparator.comparingInt(Answer::rank)).map(Answer::who);
  }

  /** Returns who answers a header value that holds one challenge. */
  Authenticator authenticator(String headerValue) {
    return best(headerValue).orElseThrow();
  }

  private record Answer(Authenticator who, int rank) {}

  private Stream<Answer> answerable(String... headerValues) {
    List<Challenge> challenges = Stream.of(headerValues).map(AuthFixture::challenge).toList();
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < challenges.size(); i++) {
      Challenge challenge = challenges.get(i);
      int order = challenges.size() - i;
      providers.stream()
          .filter(provider -> challenge.isScheme(provider.name()))
          .filter(provider -> context.secure() || !isBasicBesideDigest(challenge, challenges))
          .flatMap(provider -> provider.authenticator(challenge, context).stream())
          .forEach(who -> answers.add(new Answer(who, who.preference() * 100 + order)));
    }
    return answers.stream();
  }

  private static boolean isBasicBesideDigest(Challenge challenge, List<Challenge> challenges) {
    return challenge.isScheme("Basic")
        && challenges.stream().anyMatch(other -> other.isScheme("Digest"));
  }

  /** Returns the answer for a DESCRIBE of {@link #URI}. */
  static String describe(Authenticator authenticator) {
    return authenticator.authorize(RtspMethod.DESCRIBE, URI, NO_BODY);
  }

  /** Returns a parameter of an Authorization value, or null. */
  static String parameter(String authorization, String name) {
    return challenge(authorization).parameter(name).orElse(null);
  }
}
