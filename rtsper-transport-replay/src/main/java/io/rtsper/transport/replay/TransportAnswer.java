package io.rtsper.transport.replay;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Transport} that a recorded server answered SETUP with (RFC 2326 §12.39), as far as a
 * replay has to know it. Pure.
 */
final class TransportAnswer {

  private final String value;

  private TransportAnswer(String value) {
    this.value = value;
  }

  static TransportAnswer of(RtspMessage response) {
    return new TransportAnswer(response.header("Transport"));
  }

  /** Returns whether media came beside the connection, on ports that are told. */
  boolean isDatagrams() {
    return parameter(value, "interleaved") == null && ports() != null;
  }

  /** Returns the ports that RTP and RTCP came to, or null. */
  int @Nullable [] ports() {
    String ports = parameter(value, "client_port");
    return pair(ports != null ? ports : parameter(value, "port"));
  }

  /** Returns the answer to a client that is to get the same over the connection. */
  String interleaved(int channel) {
    StringBuilder text = new StringBuilder("RTP/AVP/TCP;unicast;interleaved=");
    text.append(channel).append('-').append(channel + 1);
    for (String name : new String[] {"ssrc", "mode"}) {
      String kept = parameter(value, name);
      if (kept != null) {
        text.append(';').append(name).append('=').append(kept);
      }
    }
    return text.toString();
  }

  /** Returns the first channel that a request offers, or -1 if it offers none. */
  static int offeredChannel(RtspMessage request) {
    int[] channels = pair(parameter(request.header("Transport"), "interleaved"));
    return channels == null || channels[0] > 254 ? -1 : channels[0];
  }

  private static @Nullable String parameter(String transports, String name) {
    for (String part : transports.split("[;,]", -1)) {
      String text = part.strip();
      int equals = text.indexOf('=');
      if (equals > 0 && text.substring(0, equals).toLowerCase(Locale.ROOT).equals(name)) {
        return text.substring(equals + 1).strip();
      }
    }
    return null;
  }

  private static int @Nullable [] pair(@Nullable String text) {
    if (text == null) {
      return null;
    }
    int dash = text.indexOf('-');
    int first = number(dash < 0 ? text : text.substring(0, dash));
    int second = dash < 0 ? first + 1 : number(text.substring(dash + 1));
    return first < 0 || second < 0 ? null : new int[] {first, second};
  }

  private static int number(String text) {
    boolean digits =
        !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Integer.parseInt(text) : -1;
  }
}
