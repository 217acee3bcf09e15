package io.rtsper.auth;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the tests of both schemes share: a client with secrets, a policy and quirks that it met. */
final class AuthFixture {

  static final String URI = "rtsp://10.0.0.5/stream";
  static final byte[] NO_BODY = {};

  final List<Quirk> quirks = new ArrayList<>();
  final QuirkReporter reporter = (quirk, detail) -> quirks.add(quirk);
  final AuthContext context;
  private final List<AuthSchemeProvider> providers;

  AuthFixture(AuthContext context, Supplier<String> cnonces) {
    this.context =
        new AuthContext(context.credentials(), context.policy(), context.secure(), reporter);
    this.providers = List.of(new BasicSchemeProvider(), new DigestSchemeProvider(cnonces));
  }

  static AuthFixture of(String username, String password) {
    return of(AuthPolicy.DEFAULT, false, Credentials.of(username, password));
  }

  static AuthFixture of(AuthPolicy policy, boolean secure, Credentials... credentials) {
    return new AuthFixture(
        new AuthContext(List.of(credentials), policy, secure, QuirkReporter.NONE),
        () -> "0a4f113b");
  }

  /** Returns the challenges of these header values. */
  List<Challenge> challenges(String... headerValues) {
    return Challenge.parseAll(List.of(headerValues), reporter);
  }

  /** Returns the only challenge of a header value. */
  Challenge challenge(String headerValue) {
    List<Challenge> challenges = challenges(headerValue);
    assertThat(challenges).hasSize(1);
    return challenges.get(0);
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
    List<Challenge> challenges = challenges(headerValues);
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
    return Challenge.parseAll(List.of(authorization), QuirkReporter.NONE)
        .get(0)
        .parameter(name)
        .orElse(null);
  }
}
