package io.rtsper.camera;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A message that a client sent: a request, or its response to a request of the camera's.
 *
 * <p>An immutable value. {@link #toString()} leaves out everything that could be a credential.
 */
public final class CameraRequest {

  /** One header line, with the name as the client wrote it. */
  record Header(String name, String value) {}

  private final int connection;
  private final String startLine;
  private final List<Header> headers;
  private final byte[] body;

  CameraRequest(int connection, String startLine, List<Header> headers, byte[] body) {
    this.connection = connection;
    this.startLine = startLine;
    this.headers = List.copyOf(headers);
    this.body = body.clone();
  }

  /** Returns which connection it came over; the camera's first is 1. */
  public int connection() {
    return connection;
  }

  /** Returns the first line as it was sent. */
  public String startLine() {
    return startLine;
  }

  /** Returns whether this is a client's response to a request that the camera sent. */
  public boolean isResponse() {
    return startLine.startsWith("RTSP/");
  }

  /** Returns the method, or an empty text for a response. */
  public String method() {
    return isResponse() ? "" : word(0);
  }

  /** Returns the request URI as it was sent, or an empty text for a response. */
  public String url() {
    return isResponse() ? "" : word(1);
  }

  /** Returns the status code of a response, or 0 for a request or an unreadable status. */
  public int status() {
    return isResponse() ? Numbers.parse(word(1), 0) : 0;
  }

  /** Returns the first value of the header of that name, whatever its case, or null. */
  public @Nullable String header(String name) {
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return header.value();
      }
    }
    return null;
  }

  /** Returns the values of all headers of that name, whatever its case, in order. */
  public List<String> headers(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  /** Returns the names of all headers, as they were sent and in order. */
  public List<String> headerNames() {
    return headers.stream().map(Header::name).toList();
  }

  /** Returns the {@code CSeq} as a number, or -1 if there is none that can be read. */
  public int cseq() {
    String value = header("CSeq");
    return value == null ? -1 : Numbers.parse(value, -1);
  }

  /** Returns a copy of the body, which may be empty. */
  public byte[] body() {
    return body.clone();
  }

  /** Returns the body as text (UTF-8). */
  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Returns the id that the {@code Session} header names, without parameters, or null. */
  public @Nullable String sessionId() {
    String value = header("Session");
    if (value == null) {
      return null;
    }
    int semicolon = value.indexOf(';');
    return (semicolon < 0 ? value : value.substring(0, semicolon)).strip();
  }

  private String word(int index) {
    String[] words = startLine.split(" ", 3);
    return index < words.length ? words[index] : "";
  }

  /** Returns the method or status, the CSeq and the connection. */
  @Override
  public String toString() {
    String what = isResponse() ? "response " + status() : method().toUpperCase(Locale.ROOT);
    return what + " (CSeq " + cseq() + ", connection " + connection + ")";
  }
}
