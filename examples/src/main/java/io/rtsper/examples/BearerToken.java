package io.rtsper.examples;

import io.rtsper.api.Credentials;

/** A secret for {@link BearerScheme}. rtsper never looks into it. */
record BearerToken(String text) implements Credentials {

  @Override
  public String toString() {
    return "BearerToken[***]";
  }
}
