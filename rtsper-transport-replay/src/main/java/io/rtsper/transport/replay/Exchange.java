package io.rtsper.transport.replay;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that was captured, and what the server answered. */
final class Exchange {

  private final RtspMessage request;
  private final List<RtspMessage> interim = new ArrayList<>(0);
  private @Nullable RtspMessage response;
  private int play;

  Exchange(RtspMessage request) {
    this.request = request;
  }

  RtspMessage request() {
    return request;
  }

  /** Returns the responses before the final one (RFC 2326 §7.1.1, 1xx). */
  List<RtspMessage> interim() {
    return interim;
  }

  /** Returns the final response, or null if none was captured. */
  @Nullable RtspMessage response() {
    return response;
  }

  /** Takes a response. */
  void answered(RtspMessage with) {
    if (with.status() >= 100 && with.status() < 200) {
      interim.add(with);
    } else {
      response = with;
    }
  }

  boolean isAnswered() {
    return response != null;
  }

  int status() {
    return response == null ? 0 : response.status();
  }

  /** Returns whether the server asked for credentials. */
  boolean isChallenge() {
    return status() == 401 || status() == 407;
  }

  /** Returns the how many-th PLAY of a replay it is, from 1; 0 if it is none. */
  int play() {
    return play;
  }

  void play(int number) {
    play = number;
  }
}
