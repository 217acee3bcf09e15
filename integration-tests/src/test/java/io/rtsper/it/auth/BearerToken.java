package io.rtsper.it.auth;

import io.rtsper.api.Credentials;

/** The secret of {@link BearerSchemeProvider}: a class that rtsper has never heard of. */
public final class BearerToken implements Credentials {

  private final String token;

  private BearerToken(String token) {
    this.token = token;
  }

  static BearerToken of(String token) {
    return new BearerToken(token);
  }

  String token() {
    return token;
  }

  @Override
  public String toString() {
    return "BearerToken[***]";
  }
}
