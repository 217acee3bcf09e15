package io.rtsper.examples;

import io.rtsper.api.RtspSession;
import io.rtsper.camera.Camera;

/** Plays from a server that asks for a bearer token: with a URL, give the token behind it. */
public final class BearerSession {

  private BearerSession() {}

  public static void main(String[] arguments) {
    BearerToken token = new BearerToken(arguments.length < 2 ? "let-me-in" : arguments[1]);
    try (Camera camera = arguments.length == 0 ? guarded(token) : null) {
      String url = camera == null ? arguments[0] : camera.url();
      try (RtspSession session = RtspSession.builder(url).credentials(token).open()) {
        System.out.println("authenticated by " + session.authentication().orElse("nothing"));
        System.out.println("the session is " + session.state());
      }
    }
  }

  private static Camera guarded(BearerToken token) {
    String wanted = "Bearer " + token.text();
    return Camera.builder()
        .on("*")
        .when(request -> !wanted.equals(request.header("Authorization")))
        .reply(401, "WWW-Authenticate: Bearer realm=\"examples\"")
        .start();
  }
}
