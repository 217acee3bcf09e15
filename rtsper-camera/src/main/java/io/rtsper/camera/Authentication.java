package io.rtsper.camera;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Issues challenges and verifies what comes back: Basic (RFC 7617) and Digest (RFC 2617, RFC 7616).
 *
 * <p>Confined to the camera's thread.
 */
final class Authentication {

  /**
   * A scheme that is offered; {@code algorithm} and {@code qop} are null where the challenge is to
   * lack them.
   */
  record Offer(boolean digest, @Nullable DigestAlgorithm algorithm, @Nullable String qop) {}

  /** How a request fared. */
  enum Verdict {
    ACCEPTED,
    REFUSED,
    STALE
  }

  private static final DigestAlgorithm MD5 = new DigestAlgorithm("MD5");

  private static final class Nonce {
    private boolean retired;
    private int uses;
    private int count;
  }

  private final List<Offer> offers;
  private final String user;
  private final String password;
  private final String realm;
  private final int nonceUses;
  private final boolean nextNonces;
  private final String extra;
  private final @Nullable String opaque;
  private final SplittableRandom random;
  private final Consumer<String> violations;
  private final Map<String, Nonce> nonces = new HashMap<>();

  Authentication(Settings settings, SplittableRandom random, Consumer<String> violations) {
    offers = settings.offers();
    user = settings.user();
    password = settings.password();
    realm = settings.realm();
    nonceUses = settings.nonceUses();
    nextNonces = settings.nextNonces();
    extra = settings.challengeParameters();
    AuthorizationParameters parameters = AuthorizationParameters.parse("Digest " + extra);
    opaque = extra.isEmpty() || parameters == null ? null : parameters.get("opaque");
    this.random = random;
    this.violations = violations;
  }

  boolean isRequired() {
    return !offers.isEmpty();
  }

  /** Returns a nonce that {@link #verify} will know. */
  String newNonce() {
    String nonce =
        HexFormat.of().toHexDigits(random.nextLong())
            + HexFormat.of().toHexDigits(random.nextLong());
    nonces.put(nonce, new Nonce());
    return nonce;
  }

  /** Makes every nonce stale that was issued so far. */
  void retireNonces() {
    nonces.values().forEach(nonce -> nonce.retired = true);
  }

  boolean isLive(@Nullable String nonce) {
    Nonce known = nonces.get(nonce);
    return known != null && !known.retired;
  }

  /** Returns the values of {@code WWW-Authenticate}, one for each scheme that is offered. */
  List<String> challenges(String nonce, boolean stale) {
    List<String> challenges = new ArrayList<>();
    for (Offer offer : offers) {
      challenges.add(
          offer.digest() ? digestChallenge(offer, nonce, stale) : "Basic realm=\"" + realm + "\"");
    }
    return challenges;
  }

  private String digestChallenge(Offer offer, String nonce, boolean stale) {
    StringBuilder text = new StringBuilder("Digest realm=\"").append(realm);
    text.append("\", nonce=\"").append(nonce).append('"');
    if (offer.algorithm() != null) {
      text.append(", algorithm=").append(offer.algorithm().name());
    }
    if (offer.qop() != null) {
      text.append(", qop=\"").append(offer.qop()).append('"');
    }
    text.append(extra.isEmpty() ? "" : ", ").append(extra);
    return text.append(stale ? ", stale=true" : "").toString();
  }

  Verdict verify(CameraRequest request) {
    if (!isRequired()) {
      return Verdict.ACCEPTED;
    }
    String credentials = request.header("Authorization");
    if (credentials == null) {
      return Verdict.REFUSED;
    }
    String scheme = credentials.split(" ", 2)[0].toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "basic" -> verifyBasic(credentials);
      case "digest" -> verifyDigest(request, credentials);
      default -> Verdict.REFUSED;
    };
  }

  private Verdict verifyBasic(String credentials) {
    if (offers.stream().allMatch(Offer::digest)) {
      violations.accept("Basic credentials were sent where only Digest was offered");
      return Verdict.REFUSED;
    }
    byte[] expected = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    String right = Base64.getEncoder().encodeToString(expected);
    boolean equal = same(right, credentials.substring("Basic".length()).strip());
    return equal ? Verdict.ACCEPTED : Verdict.REFUSED;
  }

  private Verdict verifyDigest(CameraRequest request, String credentials) {
    AuthorizationParameters given = AuthorizationParameters.parse(credentials);
    if (given == null) {
      violations.accept("the Digest credentials don't follow RFC 7616 §3.4");
      return Verdict.REFUSED;
    }
    Offer offer = offerFor(given);
    if (offer == null) {
      violations.accept("the Digest credentials answer no challenge that was made");
      return Verdict.REFUSED;
    }
    if (!request.url().equals(given.get("uri"))) {
      violations.accept("uri of the Digest credentials is not the request URI");
      return Verdict.REFUSED;
    }
    if (!Objects.equals(opaque, given.get("opaque"))) {
      violations.accept("opaque of the Digest challenge isn't echoed");
      return Verdict.REFUSED;
    }
    if (!realm.equals(given.get("realm"))
        || !userMatches(given, offer)
        || !responseMatches(request, given, offer)) {
      return Verdict.REFUSED;
    }
    return useNonce(given);
  }

  /** Finds the offer that these credentials answer, by algorithm and quality of protection. */
  private @Nullable Offer offerFor(AuthorizationParameters given) {
    String algorithm = given.get("algorithm");
    String qop = given.get("qop");
    for (Offer offer : offers) {
      boolean same = offer.digest() && sameQop(offer.qop(), qop);
      if (same && algorithm(offer).name().equalsIgnoreCase(algorithm == null ? "MD5" : algorithm)) {
        if ((algorithm == null) != (offer.algorithm() == null)) {
          violations.accept("the algorithm of a Digest challenge isn't echoed as it was offered");
        }
        return offer;
      }
    }
    return null;
  }

  private static boolean sameQop(@Nullable String offered, @Nullable String given) {
    if (offered == null || offered.isEmpty() || given == null) {
      return given == null; // a client may leave it out (RFC 2617 §3.2.2)
    }
    return Arrays.asList(offered.split("[, ]+")).contains(given);
  }

  private boolean userMatches(AuthorizationParameters given, Offer offer) {
    String extended = given.get("username*");
    if (extended != null) {
      return same("UTF-8''" + percentEncoded(user), extended);
    }
    String name = given.get("username", "");
    if (given.get("userhash", "false").equalsIgnoreCase("true")) {
      return same(algorithm(offer).hash(user + ":" + realm), name);
    }
    return same(user, name);
  }

  private boolean responseMatches(
      CameraRequest request, AuthorizationParameters given, Offer offer) {
    DigestAlgorithm algorithm = algorithm(offer);
    String nonce = given.get("nonce", "");
    String cnonce = given.get("cnonce", "");
    String a1 = algorithm.hash(user + ":" + realm + ":" + password);
    if (algorithm.isSession()) {
      a1 = algorithm.hash(a1 + ":" + nonce + ":" + cnonce);
    }
    String qop = given.get("qop");
    String a2 = request.method() + ":" + request.url();
    if ("auth-int".equals(qop)) {
      a2 = a2 + ":" + algorithm.hash(request.body());
    }
    String middle =
        qop == null ? nonce : nonce + ":" + given.get("nc", "") + ":" + cnonce + ":" + qop;
    String right = algorithm.hash(a1 + ":" + middle + ":" + algorithm.hash(a2));
    return same(right, given.get("response", ""));
  }

  /** Accepts a nonce once for each nonce count, and as often as the camera is configured to. */
  private Verdict useNonce(AuthorizationParameters given) {
    Nonce nonce = nonces.get(given.get("nonce"));
    if (nonce == null || nonce.retired) {
      return Verdict.STALE;
    }
    if (given.get("qop") != null) {
      String nc = given.get("nc", "");
      int count = nc.length() == 8 ? hex(nc) : -1;
      if (count <= nonce.count) {
        violations.accept("nc is not eight hexadecimal digits that grow: " + nc);
        return Verdict.REFUSED;
      }
      nonce.count = count;
    }
    nonce.uses++;
    nonce.retired = nonceUses > 0 && nonce.uses >= nonceUses;
    return Verdict.ACCEPTED;
  }

  private static int hex(String text) {
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      value = (value << 4) | digit;
    }
    return value;
  }

  /**
   * Encodes all but letters and digits (RFC 8187 §3.2.1 allows a few more to stand as they are).
   */
  private static String percentEncoded(String text) {
    StringBuilder result = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b > 0 && Character.isLetterOrDigit(b);
      result.append(
          plain ? String.valueOf((char) b) : "%" + HexFormat.of().withUpperCase().toHexDigits(b));
    }
    return result.toString();
  }

  /**
   * Returns the nonce that a request with these credentials is to be followed by, or null to keep
   * the one it has.
   */
  @Nullable String nextNonce(CameraRequest request) {
    String credentials = request.header("Authorization");
    AuthorizationParameters given =
        nextNonces && credentials != null ? AuthorizationParameters.parse(credentials) : null;
    Nonce used = given == null ? null : nonces.get(given.get("nonce"));
    if (used == null) {
      return null;
    }
    used.retired = true;
    return newNonce();
  }

  private static DigestAlgorithm algorithm(Offer offer) {
    return offer.algorithm() == null ? MD5 : offer.algorithm();
  }

  private static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
