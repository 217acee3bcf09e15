package io.rtsper.core.control;

import io.rtsper.api.Credentials;
import io.rtsper.api.RtspAuthException;
import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.SessionOptions;
import io.rtsper.api.UsernamePassword;
import io.rtsper.api.header.Challenge;
import io.rtsper.api.spi.AuthContext;
import io.rtsper.api.spi.AuthSchemeProvider;
import io.rtsper.api.spi.Authenticator;
import io.rtsper.api.spi.ProviderCatalog;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.api.text.PeerText;
import io.rtsper.core.context.SessionContext;
import io.rtsper.core.header.ChallengeReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers the challenges of a session's server and remembers the answer for the requests after it.
 *
 * <p>Each secret is tried once, in the order in which they were given: a server that refuses a
 * request signed with the nonce that it asks for again has refused the secret, and cameras lock
 * accounts. A new nonce is one more try a request, at any time of the session; one marked as stale
 * is three.
 *
 * <p>A server that accepted one form gets no weaker one afterwards: who asks for Basic where Digest
 * was asked for before may be somebody else on the way, who wants to read the password. For the
 * same reason Basic isn't answered without TLS where Digest is offered beside it, even if no such
 * challenge can be answered: whoever can change what the server offers could have seen to that.
 */
public final class Authentication {

  private static final int STALE_ROUNDS = 3;
  private static final int CHANGED_ROUNDS = 1;

  /** How much of a scheme and its algorithm is quoted. */
  private static final int LONGEST_NAME = 40;

  private final SessionOptions options;
  private final ProviderCatalog providers;
  private final QuirkReporter quirks;
  private List<Challenge> lastChallenges = List.of();
  private @Nullable Authenticator authenticator;
  private @Nullable String scheme;
  private @Nullable String accepted;
  private int strongest = Integer.MIN_VALUE;
  private final List<Credentials> refused = new ArrayList<>(1);
  private @Nullable Credentials secret;
  private @Nullable Credentials proven;
  private boolean withheld;
  private boolean weakerOffered;
  private boolean basicWithheld;

  /** Makes the authentication of a session that hasn't been challenged. */
  public Authentication(SessionContext context) {
    this.options = context.options();
    this.providers = context.providers();
    this.quirks = context.quirks();
  }

  /** How often one request was challenged. */
  static final class Rounds {
    private int stale;
    private int changed;
    private boolean signed;
  }

  /** Forgets the server's nonces; with another host also withholds the secrets from now on. */
  public void moved(boolean sameHost) {
    authenticator = null;
    scheme = null;
    secret = null;
    withheld = !sameHost;
  }

  /** Returns whether the session is at another host than its URL's, which gets no secrets. */
  boolean isWithheld() {
    return withheld;
  }

  /** Returns the value of {@code Authorization}, or empty if the server hasn't asked yet. */
  Optional<String> authorization(RtspMethod method, String uri, byte[] body, Rounds rounds) {
    Authenticator with = authenticator;
    rounds.signed = with != null;
    return with == null ? Optional.empty() : Optional.of(with.authorize(method, uri, body));
  }

  /** Takes what an accepted request brought. */
  void accepted(RtspResponse response) {
    Authenticator with = authenticator;
    if (with != null) {
      accepted = with.description();
      strongest = Math.max(strongest, with.strength());
      proven = secret;
      response
          .headers()
          .first("Authentication-Info")
          .ifPresent(value -> with.accepted(ChallengeReader.authenticationInfo(value, quirks)));
    }
  }

  /**
   * Lets the secret that was refused last be sent once more, if it was accepted before: what was
   * refused then was the connection.
   */
  void forgiveRefusal() {
    if (proven != null) {
      refused.removeIf(one -> one == proven);
    }
  }

  /** Returns scheme and algorithm that the server accepted. */
  Optional<String> description() {
    return Optional.ofNullable(accepted);
  }

  /**
   * Takes a 401. When this returns, the request is to be signed and sent once more.
   *
   * @throws RtspAuthException if it is of no use
   */
  void challenged(RtspRequest request, RtspResponse response, Rounds rounds, boolean secure) {
    List<Challenge> challenges =
        ChallengeReader.challenges(response.headers().all("WWW-Authenticate"), quirks);
    if (challenges.isEmpty()) {
      Authenticator with = authenticator;
      if (!rounds.signed || with == null) {
        throw failure(
            "the server answered 401 to "
                + request.method()
                + " and named no authentication scheme",
            request,
            response);
      }
      // MediaMTX and gortsplib ask once, and answer a wrong password with a 401 alone.
      refused(lastChallenges, refusal(with, "once", "nothing", request, response), secure);
      return;
    }
    lastChallenges = challenges;
    if (rounds.signed
        && authenticator != null
        && again(challenges, request, response, rounds, secure)) {
      return;
    }
    choose(challenges, request, response, secure);
  }

  /** Judges a challenge that answers a signed request; false if it is of another kind. */
  private boolean again(
      List<Challenge> challenges,
      RtspRequest request,
      RtspResponse response,
      Rounds rounds,
      boolean secure) {
    Authenticator with = authenticator;
    for (Challenge challenge : challenges) {
      if (with == null || !isScheme(challenge) || !with.matches(challenge)) {
        continue;
      }
      Authenticator.Outcome outcome = with.challenged(challenge);
      boolean once =
          switch (outcome) {
            case STALE -> ++rounds.stale <= STALE_ROUNDS;
            case CHANGED -> ++rounds.changed <= CHANGED_ROUNDS;
            case REFUSED -> false;
          };
      if (once) {
        return true;
      }
      String how = outcome == Authenticator.Outcome.REFUSED ? "once" : "with each new nonce";
      refused(challenges, refusal(with, how, offered(challenges), request, response), secure);
      return true;
    }
    if (++rounds.changed > CHANGED_ROUNDS) {
      throw failure(
          "the server asks for another authentication with each answer (offered: "
              + offered(challenges)
              + ")",
          request,
          response);
    }
    return false;
  }

  /** Goes on with the next secret, if there is one. */
  private void refused(List<Challenge> challenges, RtspAuthException failure, boolean secure) {
    refuse();
    if (usable().isEmpty() || !select(challenges, secure, new ArrayList<>())) {
      throw failure;
    }
  }

  private static RtspAuthException refusal(
      Authenticator with, String how, String offered, RtspRequest request, RtspResponse response) {
    return failure(
        "the server refused the credentials at "
            + request.method()
            + " ("
            + with.description()
            + ", sent "
            + how
            + "; offered: "
            + offered
            + "); check user name and password, and mind that cameras lock an account after"
            + " a few wrong tries",
        request,
        response);
  }

  private boolean isScheme(Challenge challenge) {
    return scheme != null && challenge.scheme().equalsIgnoreCase(scheme);
  }

  private void choose(
      List<Challenge> challenges, RtspRequest request, RtspResponse response, boolean secure) {
    if (withheld) {
      throw failure(
          "the server to which the session was redirected asks for authentication (offered: "
              + offered(challenges)
              + "), but credentials are not sent to another host than the URL's; open a session with"
              + " the new URL and its credentials",
          request,
          response);
    }
    List<String> absent = new ArrayList<>();
    weakerOffered = false;
    basicWithheld = false;
    if (!select(challenges, secure, absent)) {
      throw failure(noneText(challenges, absent), request, response);
    }
  }

  /** Takes the first secret that a challenge can be answered with, and the best such challenge. */
  private boolean select(List<Challenge> challenges, boolean secure, List<String> absent) {
    List<Credentials> secrets = usable();
    if (secrets.isEmpty() && options.credentials().isEmpty()) {
      return select(challenges, List.of(), secure, absent);
    }
    for (Credentials one : secrets) {
      if (select(challenges, List.of(one), secure, absent)) {
        secret = one;
        return true;
      }
    }
    return false;
  }

  private boolean select(
      List<Challenge> challenges, List<Credentials> secrets, boolean secure, List<String> absent) {
    AuthContext context = new SessionAuthContext(secrets, options.authPolicy(), secure, quirks);
    Authenticator best = null;
    for (Challenge challenge : challenges) {
      Optional<AuthSchemeProvider> provider = providers.authScheme(challenge.scheme());
      if (provider.isEmpty()) {
        String name = PeerText.printable(challenge.scheme(), LONGEST_NAME);
        if (!absent.contains(name)) {
          absent.add(name);
        }
        continue;
      }
      Optional<Authenticator> candidate = provider.get().authenticator(challenge, context);
      if (candidate.isPresent()
          && !isWeaker(candidate.get())
          && !isReadable(challenge, challenges, secure)
          && (best == null || candidate.get().preference() > best.preference())) {
        best = candidate.get();
        scheme = challenge.scheme();
      }
    }
    if (best == null) {
      return false;
    }
    authenticator = best;
    return true;
  }

  /** Returns whether the server accepted a stronger form before; remembers that it was asked. */
  private boolean isWeaker(Authenticator candidate) {
    boolean weaker = candidate.strength() < strongest;
    weakerOffered |= weaker;
    return weaker;
  }

  /** Returns whether it is Basic in the clear beside Digest; remembers that it was asked. */
  private boolean isReadable(Challenge challenge, List<Challenge> offered, boolean secure) {
    boolean readable =
        !secure
            && challenge.isScheme("Basic")
            && offered.stream().anyMatch(other -> other.isScheme("Digest"));
    basicWithheld |= readable;
    return readable;
  }

  /** Returns the secrets that this server hasn't refused. */
  private List<Credentials> usable() {
    List<Credentials> left = new ArrayList<>(options.credentials());
    left.removeIf(one -> refused.stream().anyMatch(other -> isSame(one, other)));
    return left;
  }

  /** Returns whether two secrets are the same or say the same: a server counts the tries. */
  private static boolean isSame(Credentials one, Credentials other) {
    if (one == other) {
      return true;
    }
    if (!(one instanceof UsernamePassword mine)
        || !(other instanceof UsernamePassword its)
        || !mine.username().equals(its.username())) {
      return false;
    }
    char[] first = mine.password();
    char[] second = its.password();
    try {
      return Arrays.equals(first, second);
    } finally {
      Arrays.fill(first, '\0');
      Arrays.fill(second, '\0');
    }
  }

  /** Never sends the secret in use to this server again. */
  private void refuse() {
    Credentials used = secret;
    if (used != null) {
      refused.add(used);
    }
    secret = null;
    authenticator = null;
    scheme = null;
  }

  private String noneText(List<Challenge> challenges, List<String> absent) {
    StringBuilder text = new StringBuilder("the server asks for authentication (offered: ");
    text.append(offered(challenges)).append("), ");
    if (options.credentials().isEmpty()) {
      text.append(
          "and the session has no credentials; give them with credentials(…) or in the URL");
    } else if (weakerOffered) {
      text.append("which is weaker than the ")
          .append(accepted)
          .append(
              " that it accepted before; the secret isn't sent, since somebody on the way may want to"
                  + " read it. If the server's settings were changed, open a new session");
    } else if (usable().isEmpty()) {
      text.append(
          "and it has refused all credentials of the session before; they aren't sent again");
    } else if (basicWithheld) {
      text.append(
          "but none of its Digest challenges can be answered, and Basic isn't sent without TLS to a"
              + " server that offers Digest, since anyone on the way could read the password; use the"
              + " server's rtsps URL, if it has one");
    } else {
      text.append(
          "and none of it can be answered with the session's credentials and authentication policy");
    }
    if (!absent.isEmpty()) {
      text.append("; no plug-in for ")
          .append(PeerText.printable(String.join(", ", absent)))
          .append(" is there");
      for (String name : absent) {
        if (name.equalsIgnoreCase("Basic") || name.equalsIgnoreCase("Digest")) {
          text.append(", add io.rtsper:rtsper-auth");
          break;
        }
      }
    }
    return text.toString();
  }

  private static String offered(List<Challenge> challenges) {
    List<String> names = new ArrayList<>();
    for (Challenge challenge : challenges) {
      String algorithm = challenge.parameters().get("algorithm");
      String name = challenge.scheme() + (algorithm == null ? "" : " " + algorithm);
      String shown = PeerText.printable(name, LONGEST_NAME);
      if (!names.contains(shown)) {
        names.add(shown);
      }
    }
    return PeerText.printable(String.join(", ", names));
  }

  private static RtspAuthException failure(
      String message, RtspRequest request, RtspResponse response) {
    return new RtspAuthException(RtspPhase.REQUEST, message, request, response, null);
  }

  /** Returns headers with the answer, or as they are. */
  RtspHeaders sign(RtspHeaders headers, RtspMethod method, String uri, byte[] body, Rounds rounds) {
    return authorization(method, uri, body, rounds)
        .map(value -> headers.toBuilder().set("Authorization", value).build())
        .orElse(headers);
  }
}
