package io.rtsper.auth;

import static io.rtsper.auth.AuthFixture.NO_BODY;
import static io.rtsper.auth.AuthFixture.parameter;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.RtspMethod;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.StringArbitrary;
import org.apache.hc.client5.http.auth.AuthChallenge;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.ChallengeType;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.AuthChallengeParser;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.auth.DigestScheme;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.message.ParserCursor;
import org.asynchttpclient.Realm;
import org.asynchttpclient.uri.Uri;

/**
 * Digest answers compared with those of Apache HttpClient 5 and async-http-client, for random
 * challenges, users and requests. Both know how to answer; how a challenge is read is compared only
 * as far as they read it by grammar.
 */
class OtherClientsTest {

  /** One request that is to be signed. */
  record Signing(String challenge, String username, String password, String method, String uri) {}

  private static String answer(Signing signing, String cnonce) {
    return AuthFixture.of(
            signing.username(), signing.password(), () -> cnonce == null ? "none" : cnonce)
        .authenticator(signing.challenge())
        .authorize(RtspMethod.of(signing.method()), signing.uri(), NO_BODY);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static Arbitrary<Signing> signings(Arbitrary<String> realms, String... algorithms) {
    StringArbitrary words =
        Arbitraries.strings().withCharRange('!', '~').excludeChars('"', '\\', ',', ':');
    Arbitrary<String> challenges =
        Combinators.combine(
                realms,
                words.ofMinLength(1).ofMaxLength(40),
                Arbitraries.of("", ", qop=\"auth\"", ", qop=\"auth,auth-int\""),
                Arbitraries.of(algorithms),
                Arbitraries.of("", ", opaque=\"5ccc069c\"", ", opaque=\"\""))
            .as(
                (realm, nonce, qop, algorithm, opaque) ->
                    "Digest realm="
                        + quoted(realm)
                        + ", nonce=\""
                        + nonce
                        + '"'
                        + qop
                        + algorithm
                        + opaque);
    return Combinators.combine(
            challenges,
            words.ofMinLength(1).ofMaxLength(12),
            Arbitraries.strings().withCharRange(' ', '~').ofMinLength(1).ofMaxLength(20),
            Arbitraries.of("OPTIONS", "DESCRIBE", "SETUP", "PLAY", "GET_PARAMETER", "TEARDOWN"),
            // No dots: async-http-client resolves "/." before it signs, and rtsper never does.
            Arbitraries.strings().alpha().numeric().withChars("/-_~=").ofMaxLength(30))
        .as(
            (challenge, username, password, method, path) ->
                new Signing(
                    challenge, username, password, method, "rtsp://10.0.1.145:554/" + path));
  }

  @Provide
  Arbitrary<Signing> forHttpClient() {
    return signings(
        Arbitraries.strings().withCharRange(' ', '~').ofMinLength(1).ofMaxLength(20),
        "",
        ", algorithm=MD5",
        ", algorithm=MD5-sess, qop=\"auth\"",
        ", algorithm=SHA-256",
        ", algorithm=SHA-512-256");
  }

  @Provide
  Arbitrary<Signing> forAsyncHttpClient() {
    return signings(
        Arbitraries.strings().alpha().numeric().withChars(" ().-").ofMinLength(1).ofMaxLength(20),
        "",
        ", algorithm=MD5",
        ", algorithm=SHA-256",
        ", algorithm=SHA-512-256");
  }

  @Property(tries = 2_000)
  void apacheHttpClient5(@ForAll("forHttpClient") Signing signing) throws Exception {
    HttpHost host = new HttpHost("rtsp", "10.0.1.145", 554);
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    credentials.setCredentials(
        new AuthScope(null, -1),
        new UsernamePasswordCredentials(signing.username(), signing.password().toCharArray()));
    List<AuthChallenge> parsed =
        AuthChallengeParser.INSTANCE.parse(
            ChallengeType.TARGET,
            signing.challenge(),
            new ParserCursor(0, signing.challenge().length()));
    DigestScheme scheme = new DigestScheme();
    scheme.processChallenge(parsed.get(0), null);
    assertThat(scheme.isResponseReady(host, credentials, null)).isTrue();
    String theirs = scheme.generateAuthResponse(host, new RtspRequestLine(signing), null);
    compare(signing, theirs);
  }

  /** A request whose URI is signed as it is, not its path alone. */
  private static final class RtspRequestLine extends BasicHttpRequest {

    private static final long serialVersionUID = 1L;

    private final String uri;

    RtspRequestLine(Signing signing) {
      super(signing.method(), "/");
      uri = signing.uri();
    }

    @Override
    public String getRequestUri() {
      return uri;
    }
  }

  @Property(tries = 2_000)
  void asyncHttpClient(@ForAll("forAsyncHttpClient") Signing signing) {
    Realm realm =
        new Realm.Builder(signing.username(), signing.password())
            .setScheme(Realm.AuthScheme.DIGEST)
            .setUri(Uri.create(signing.uri()))
            .setMethodName(signing.method())
            .setUseAbsoluteURI(true)
            .setOmitQuery(false)
            .parseWWWAuthenticateHeader(signing.challenge())
            .build();
    String ours = answer(signing, realm.getCnonce());
    assertThat(parameter(ours, "response")).isEqualTo(realm.getResponse());
    assertThat(parameter(ours, "realm")).isEqualTo(realm.getRealmName());
    assertThat(parameter(ours, "nonce")).isEqualTo(realm.getNonce());
  }

  private static void compare(Signing signing, String theirs) {
    String ours = answer(signing, parameter(theirs, "cnonce"));
    for (String name : List.of("username", "realm", "nonce", "uri", "response", "qop", "nc")) {
      assertThat(parameter(ours, name)).as(name).isEqualTo(parameter(theirs, name));
    }
  }
}
