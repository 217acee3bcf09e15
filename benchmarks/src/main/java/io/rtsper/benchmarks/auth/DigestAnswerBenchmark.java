package io.rtsper.benchmarks.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.burgstaller.okhttp.digest.DigestAuthenticator;
import io.rtsper.api.AuthPolicy;
import io.rtsper.api.Credentials;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.header.Challenge;
import io.rtsper.api.spi.AuthContext;
import io.rtsper.api.spi.AuthSchemeProvider;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.auth.DigestSchemeProvider;
import io.rtsper.benchmarks.Same;
import io.rtsper.core.header.ChallengeReader;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.hc.client5.http.auth.AuthChallenge;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.AuthenticationException;
import org.apache.hc.client5.http.auth.ChallengeType;
import org.apache.hc.client5.http.auth.MalformedChallengeException;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.AuthChallengeParser;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.auth.DigestScheme;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.message.ParserCursor;
import org.asynchttpclient.Realm;
import org.asynchttpclient.uri.Uri;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Answers a camera's Digest challenge: from the value of {@code WWW-Authenticate} to that of {@code
 * Authorization}, with MD5 and without a qop, as most cameras want it.
 *
 * <p>Async-http-client is measured up to the digest, without the header that it stands in.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(3)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class DigestAnswerBenchmark {

  private static final String USER = "admin";
  private static final String PASSWORD = "secret";
  private static final String REALM = "IP Camera(C1214)";
  private static final String NONCE = "2f4c7a90d1e85b3360fa1c97be24d853";
  private static final String PATH = "/videoSub";
  private static final String URL = "rtsp://192.0.2.145:554" + PATH;
  private static final String CHALLENGE =
      "Digest realm=\"" + REALM + "\", nonce=\"" + NONCE + "\", stale=\"FALSE\"";
  private static final Pattern RESPONSE = Pattern.compile("[ ,]response=\"([0-9a-f]{32})\"");

  private final AuthSchemeProvider provider = new DigestSchemeProvider();
  private final AuthContext context = new OneSecret(List.of(Credentials.of(USER, PASSWORD)));
  private final byte[] noBody = new byte[0];

  private final Uri asyncUri = Uri.create(URL);

  private final HttpHost apacheHost = new HttpHost("rtsp", "192.0.2.145", 554);
  private final BasicCredentialsProvider apacheCredentials = new BasicCredentialsProvider();
  private final HttpRequest apacheRequest = new RtspUrlRequest();

  private final Response okhttpChallenge =
      new Response.Builder()
          .request(
              new Request.Builder().url("http://192.0.2.145" + PATH).method("GET", null).build())
          .protocol(Protocol.HTTP_1_1)
          .code(401)
          .message("Unauthorized")
          .header("WWW-Authenticate", CHALLENGE)
          .build();

  /** A session's secret, with the usual policy. */
  private record OneSecret(List<Credentials> credentials) implements AuthContext {

    @Override
    public AuthPolicy policy() {
      return AuthPolicy.DEFAULT;
    }

    @Override
    public boolean secure() {
      return false;
    }

    @Override
    public QuirkReporter quirks() {
      return QuirkReporter.NONE;
    }

    @Override
    public String clientNonce() {
      return "0a4f113b";
    }

    @Override
    public long requestsSigned() {
      return 0;
    }
  }

  /** A request whose URI is the whole URL, which RTSP signs and HTTP doesn't. */
  private static final class RtspUrlRequest extends BasicHttpRequest {

    private static final long serialVersionUID = 1;

    RtspUrlRequest() {
      super("DESCRIBE", PATH);
    }

    @Override
    public String getRequestUri() {
      return URL;
    }
  }

  /**
   * Sees to it that all competitors come to the digest of RFC 2617 §3.2.2.
   *
   * @throws NoSuchAlgorithmException if there is no MD5
   * @throws AuthenticationException if HttpClient can't answer
   * @throws MalformedChallengeException if HttpClient can't read the challenge
   * @throws ParseException if HttpClient can't read the header
   * @throws IOException if okhttp-digest can't answer
   */
  @Setup
  public void requireSameDigest()
      throws NoSuchAlgorithmException,
          AuthenticationException,
          MalformedChallengeException,
          ParseException,
          IOException {
    apacheCredentials.setCredentials(
        new AuthScope("192.0.2.145", 554),
        new UsernamePasswordCredentials(USER, PASSWORD.toCharArray()));
    String expected = jdkHashes();
    Same.require("rtsper", expected, response(rtsper()));
    Same.require("async-http-client", expected, asyncHttpClient());
    Same.require("HttpClient", expected, response(httpClient()));
    // It knows neither the scheme nor the method, and signs the path alone.
    Same.require("okhttp-digest", digest("GET", PATH), response(okhttpDigest()));
  }

  private static String response(@Nullable String header) {
    Matcher matcher = RESPONSE.matcher(header == null ? "" : header);
    if (!matcher.find()) {
      throw new IllegalStateException("no response in " + header);
    }
    return matcher.group(1);
  }

  /** Reads the challenge, chooses the secret and answers, as the engine does at a 401. */
  @Benchmark
  public String rtsper() {
    Challenge challenge = ChallengeReader.challenges(List.of(CHALLENGE), QuirkReporter.NONE).get(0);
    return provider
        .authenticator(challenge, context)
        .orElseThrow()
        .authorize(RtspMethod.DESCRIBE, URL, noBody);
  }

  /** Answers with async-http-client. */
  @Benchmark
  public String asyncHttpClient() {
    return new Realm.Builder(USER, PASSWORD)
        .setScheme(Realm.AuthScheme.DIGEST)
        .setUri(asyncUri)
        .setMethodName("DESCRIBE")
        .setUseAbsoluteURI(true)
        .setOmitQuery(false)
        .parseWWWAuthenticateHeader(CHALLENGE)
        .build()
        .getResponse();
  }

  /**
   * Answers with Apache HttpClient.
   *
   * @return the header's value
   * @throws AuthenticationException if it can't answer
   * @throws MalformedChallengeException if it can't read the challenge
   * @throws ParseException if it can't read the header
   */
  @Benchmark
  public String httpClient()
      throws AuthenticationException, MalformedChallengeException, ParseException {
    AuthChallenge challenge =
        AuthChallengeParser.INSTANCE
            .parse(ChallengeType.TARGET, CHALLENGE, new ParserCursor(0, CHALLENGE.length()))
            .get(0);
    DigestScheme scheme = new DigestScheme();
    scheme.processChallenge(challenge, null);
    if (!scheme.isResponseReady(apacheHost, apacheCredentials, null)) {
      throw new IllegalStateException("HttpClient finds no credentials");
    }
    return scheme.generateAuthResponse(apacheHost, apacheRequest, null);
  }

  /**
   * Answers with okhttp-digest, which signs the path where RTSP signs the URL.
   *
   * @return the header's value
   * @throws IOException if it can't answer
   */
  @Benchmark
  public @Nullable String okhttpDigest() throws IOException {
    Request signed =
        new DigestAuthenticator(new com.burgstaller.okhttp.digest.Credentials(USER, PASSWORD))
            .authenticate(null, okhttpChallenge);
    return signed == null ? null : signed.header("Authorization");
  }

  /**
   * Calculates the three hashes with the JDK alone: what no client can do without.
   *
   * @return the digest
   * @throws NoSuchAlgorithmException if there is no MD5
   */
  @Benchmark
  public String jdkHashes() throws NoSuchAlgorithmException {
    return digest("DESCRIBE", URL);
  }

  private static String digest(String method, String uri) throws NoSuchAlgorithmException {
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    String secret = hash(md5, USER + ":" + REALM + ":" + PASSWORD);
    String request = hash(md5, method + ":" + uri);
    return hash(md5, secret + ":" + NONCE + ":" + request);
  }

  private static String hash(MessageDigest md5, String text) {
    return HexFormat.of().formatHex(md5.digest(text.getBytes(ISO_8859_1)));
  }
}
