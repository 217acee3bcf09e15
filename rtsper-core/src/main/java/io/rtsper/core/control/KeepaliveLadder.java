package io.rtsper.core.control;

import io.rtsper.api.RtspMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which method keeps a server's session alive. The methods that the server names go first, and the
 * session steps down when one is refused, since some refuse what they name (Tapo: 400 to
 * SET_PARAMETER, retina#136), some answer what they don't name (html5_rtsp_player#73), and some
 * never answer GET_PARAMETER (GW4089IP). OPTIONS is the last: it does no harm anywhere.
 */
final class KeepaliveLadder {

  private final List<RtspMethod> rungs;
  private int at;

  KeepaliveLadder(Optional<RtspMethod> chosen, List<RtspMethod> serverMethods) {
    if (chosen.isPresent()) {
      rungs = List.of(chosen.get());
      return;
    }
    List<RtspMethod> ladder = new ArrayList<>(3);
    boolean unknown = serverMethods.isEmpty();
    if (unknown || serverMethods.contains(RtspMethod.GET_PARAMETER)) {
      ladder.add(RtspMethod.GET_PARAMETER);
    }
    if (serverMethods.contains(RtspMethod.SET_PARAMETER)) {
      ladder.add(RtspMethod.SET_PARAMETER);
    }
    ladder.add(RtspMethod.OPTIONS);
    rungs = List.copyOf(ladder);
  }

  /** Returns the method to use now. */
  RtspMethod method() {
    return rungs.get(at);
  }

  /** Steps down after a refusal or silence; false if there is no further rung. */
  boolean stepDown() {
    if (at + 1 < rungs.size()) {
      at++;
      return true;
    }
    return false;
  }
}
