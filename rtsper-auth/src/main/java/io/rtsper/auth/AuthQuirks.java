package io.rtsper.auth;

import io.rtsper.api.Quirk;

/** What is tolerated of challenges and of answers to credentials. */
final class AuthQuirks {

  static final Quirk CHALLENGE_WITHOUT_REALM =
      Quirk.of("challenge-without-realm", "a challenge has no realm; answered as if it were empty");

  static final Quirk DIGEST_EMPTY_QOP =
      Quirk.of(
          "digest-empty-qop",
          "qop of a Digest challenge is empty; answered as if it weren't there (RFC 2069)");

  static final Quirk DIGEST_SHA_WITHOUT_QOP =
      Quirk.of(
          "digest-sha-without-qop",
          "a Digest challenge has a SHA-2 algorithm and no qop; answered in the form of RFC 2069");

  static final Quirk DIGEST_SESSION_WITHOUT_QOP =
      Quirk.of(
          "digest-session-without-qop",
          "a Digest challenge has a -sess algorithm and no qop; answered with a cnonce all the same");

  static final Quirk DIGEST_NEW_NONCE_WITHOUT_STALE =
      Quirk.of(
          "digest-new-nonce-without-stale",
          "a new nonce came without stale=true and the same password was accepted with it");

  static final Quirk DIGEST_RAW_REALM =
      Quirk.of(
          "digest-raw-realm",
          "the Digest answer was accepted only with the backslashes of the quoted realm in the hash");

  static final Quirk AUTH_UTF8_UNANNOUNCED =
      Quirk.of(
          "auth-utf8-unannounced",
          "user name and password were refused in ISO-8859-1 and accepted in UTF-8, though the challenge doesn't say so");

  static final Quirk DIGEST_RSPAUTH_MISMATCH =
      Quirk.warning(
          "digest-rspauth-mismatch",
          "rspauth of Authentication-Info isn't what the server would send if it knew the password; passed over");

  private AuthQuirks() {}
}
