package io.rtsper.transport.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests of a session as a recorded server did: by method and in order, of SETUP by
 * the end of the URI first. What must fit the session is rewritten: {@code CSeq}, the server's
 * address in URLs, and a {@code Transport} of datagrams, which come over the connection. Pure.
 */
final class Script {

  /** What a server without a word on it would say to a client that asks more often. */
  private static final Set<String> HARMLESS =
      Set.of("OPTIONS", "GET_PARAMETER", "SET_PARAMETER", "PAUSE", "TEARDOWN");

  private static final String ENDS_OF_AUTHORITY = "/:?;, \t\r\n\"'<>";

  private final List<Exchange> left;
  private final Map<String, Exchange> last = new HashMap<>();
  private final Map<Exchange, Integer> channels = new HashMap<>();
  private final String url;
  private int nextChannel;

  /**
   * Makes the script of a part.
   *
   * @param url what the session was opened with
   */
  Script(Recording.Part part, String url) {
    this.left = new ArrayList<>(part.kept());
    this.url = url;
  }

  /** Returns whether all that was recorded has been asked. */
  boolean isExhausted() {
    return left.isEmpty();
  }

  /**
   * What a request stands for.
   *
   * @param exchange what was recorded
   * @param again whether it was taken before
   */
  record Taken(Exchange exchange, boolean again) {}

  /**
   * Takes the exchange that a request stands for.
   *
   * @return the next of its method, or again the last one; null if there is none
   */
  @Nullable Taken take(RtspMessage request) {
    String method = request.method();
    Exchange found = null;
    for (Exchange exchange : left) {
      if (exchange.request().method().equals(method)) {
        boolean same = !method.equals("SETUP") || endOf(exchange).equals(end(request.uri()));
        if (same) {
          found = exchange;
          break;
        }
        found = found == null ? exchange : found;
      }
    }
    if (found == null) {
      Exchange again = last.get(method);
      return again == null ? null : new Taken(again, true);
    }
    left.remove(found);
    last.put(method, found);
    return new Taken(found, false);
  }

  private static String endOf(Exchange exchange) {
    return end(exchange.request().uri());
  }

  /** Returns what stands behind the last slash, which names the track. */
  private static String end(String uri) {
    String path = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Returns the first of the channels that stand for a track's ports, or -1 if it has none. */
  int channel(Exchange setup) {
    return channels.getOrDefault(setup, -1);
  }

  /** Returns the bytes of an answer, its 1xx included; none if the server gave none. */
  byte[] answer(Exchange exchange, RtspMessage request) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (RtspMessage interim : exchange.interim()) {
      out.writeBytes(fitting(interim, exchange, request).bytes());
    }
    RtspMessage response = exchange.response();
    if (response != null) {
      RtspMessage fitting = fitting(response, exchange, request);
      if (request.method().equals("SETUP") && TransportAnswer.of(response).isDatagrams()) {
        int channel = takeChannel(exchange, request);
        fitting = fitting.with("Transport", TransportAnswer.of(response).interleaved(channel));
      }
      out.writeBytes(fitting.bytes());
    }
    return out.toByteArray();
  }

  private int takeChannel(Exchange setup, RtspMessage request) {
    int offered = TransportAnswer.offeredChannel(request);
    int channel = offered >= 0 ? offered : nextChannel;
    nextChannel = Math.max(nextChannel, channel + 2);
    channels.put(setup, channel);
    return channel;
  }

  private RtspMessage fitting(RtspMessage response, Exchange exchange, RtspMessage request) {
    RtspMessage fitting =
        response.edited(toAuthority(base(exchange.request().uri()), base(request.uri())));
    if (response.has("Location")) {
      // Where it led to is the next connection of the same file.
      fitting = fitting.with("Location", url);
    }
    boolean sameNumber = response.header("CSeq").equals(exchange.request().header("CSeq"));
    return sameNumber ? fitting.with("CSeq", request.header("CSeq")) : fitting;
  }

  /** Returns scheme, host and port of a URI; empty if it has none. */
  private static String base(String uri) {
    int start = uri.indexOf("://");
    int end = start < 0 ? -1 : uri.indexOf('/', start + 3);
    return start < 0 ? "" : end < 0 ? uri : uri.substring(0, end);
  }

  private static UnaryOperator<String> toAuthority(String recorded, String live) {
    if (recorded.isEmpty() || live.isEmpty()) {
      return text -> text;
    }
    return text -> {
      StringBuilder out = null;
      int copied = 0;
      int at = text.indexOf(recorded);
      while (at >= 0) {
        int end = at + recorded.length();
        if (end == text.length() || ENDS_OF_AUTHORITY.indexOf(text.charAt(end)) >= 0) {
          out = out == null ? new StringBuilder(text.length() + 64) : out;
          out.append(text, copied, at).append(live);
          copied = end;
        }
        at = text.indexOf(recorded, end);
      }
      return out == null ? text : out.append(text, copied, text.length()).toString();
    };
  }

  /** Returns the answer to what was never asked when the capture was made. */
  static byte[] unrecorded(RtspMessage request) {
    String status = HARMLESS.contains(request.method()) ? "200 OK" : "501 Not In The Capture";
    StringBuilder text = new StringBuilder("RTSP/1.0 ").append(status).append("\r\n");
    for (String name : new String[] {"CSeq", "Session"}) {
      if (request.has(name)) {
        text.append(name).append(": ").append(request.header(name)).append("\r\n");
      }
    }
    return text.append("\r\n").toString().getBytes(ISO_8859_1);
  }
}
