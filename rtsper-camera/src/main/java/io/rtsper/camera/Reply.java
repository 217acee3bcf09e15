package io.rtsper.camera;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A response in the making. Confined to the camera's thread. */
final class Reply {

  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(100, "Continue"),
          Map.entry(200, "OK"),
          Map.entry(250, "Low on Storage Space"),
          Map.entry(300, "Multiple Choices"),
          Map.entry(301, "Moved Permanently"),
          Map.entry(302, "Moved Temporarily"),
          Map.entry(303, "See Other"),
          Map.entry(305, "Use Proxy"),
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(406, "Not Acceptable"),
          Map.entry(451, "Parameter Not Understood"),
          Map.entry(453, "Not Enough Bandwidth"),
          Map.entry(454, "Session Not Found"),
          Map.entry(455, "Method Not Valid in This State"),
          Map.entry(457, "Invalid Range"),
          Map.entry(459, "Aggregate Operation Not Allowed"),
          Map.entry(460, "Only Aggregate Operation Allowed"),
          Map.entry(461, "Unsupported Transport"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(501, "Not Implemented"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(505, "RTSP Version Not Supported"),
          Map.entry(551, "Option Not Supported"));

  private final List<CameraRequest.Header> headers = new ArrayList<>();
  private int status;
  private byte[] body = new byte[0];

  Reply(int status) {
    this.status = status;
  }

  static Reply to(CameraRequest request, int status) {
    Reply reply = new Reply(status);
    String cseq = request.header("CSeq");
    if (cseq != null) {
      reply.header("CSeq", cseq);
    }
    return reply;
  }

  int status() {
    return status;
  }

  Reply status(int newStatus) {
    status = newStatus;
    return this;
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** Adds a header, beside those of the same name. */
  Reply header(String name, String value) {
    headers.add(new CameraRequest.Header(name, value));
    return this;
  }

  Reply without(String name) {
    headers.removeIf(header -> header.name().equalsIgnoreCase(name));
    return this;
  }

  @Nullable String header(String name) {
    for (CameraRequest.Header header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return header.value();
      }
    }
    return null;
  }

  Reply body(String contentType, String text) {
    body = text.getBytes(StandardCharsets.UTF_8);
    header("Content-Type", contentType);
    return header("Content-Length", Integer.toString(body.length));
  }

  /** Takes other bytes for the body and gives its length. */
  Reply body(byte[] bytes) {
    body = bytes.clone();
    without("Content-Length");
    return header("Content-Length", Integer.toString(body.length));
  }

  String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  byte[] bytes(String lineEnd) {
    StringBuilder head = new StringBuilder();
    head.append("RTSP/1.0 ")
        .append(status)
        .append(' ')
        .append(REASONS.getOrDefault(status, "Status"));
    head.append(lineEnd);
    for (CameraRequest.Header header : headers) {
      head.append(header.name()).append(": ").append(header.value()).append(lineEnd);
    }
    head.append(lineEnd);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(body);
    return all.toByteArray();
  }
}
