package io.rtsper.camera;

import java.util.function.Consumer;

/**
 * What RFC 2326 asks of a client's messages. The camera answers requests that break these rules all
 * the same, but names each breach, so that a test can assert that its client sends by the letter.
 */
final class RequestRules {

  private RequestRules() {}

  static void check(CameraRequest request, Consumer<String> violations) {
    String[] words = request.startLine().split(" ", -1);
    if (request.isResponse()) {
      if (words.length < 2 || request.status() < 100) {
        violations.accept("a response has no status code");
      }
    } else {
      checkRequestLine(request, words, violations);
    }
    if (request.headers("CSeq").size() != 1 || request.cseq() < 0) {
      violations.accept(request.method() + " has not exactly one numeric CSeq (§12.17)");
    }
    String session = request.header("Session");
    if (session != null && (session.isEmpty() || session.indexOf(';') >= 0)) {
      violations.accept(request.method() + " sends more than the id in Session (§12.37)");
    }
    if (request.method().equals("SETUP") && request.header("Transport") == null) {
      violations.accept("SETUP has no Transport (§10.4)");
    }
  }

  private static void checkRequestLine(
      CameraRequest request, String[] words, Consumer<String> violations) {
    if (words.length != 3 || !words[2].equals("RTSP/1.0")) {
      violations.accept("the request line is not \"METHOD URI RTSP/1.0\" (§6.1)");
      return;
    }
    String url = request.url();
    int scheme = url.indexOf("://");
    if (url.equals("*")) {
      return;
    }
    if (scheme < 0) {
      violations.accept(request.method() + " has a request URI that is not absolute (§3.2)");
      return;
    }
    int slash = url.indexOf('/', scheme + 3);
    String authority = url.substring(scheme + 3, slash < 0 ? url.length() : slash);
    if (authority.indexOf('@') >= 0) {
      violations.accept(request.method() + " has user information in its request URI");
    }
    if (url.indexOf('#') >= 0) {
      violations.accept(request.method() + " has a fragment in its request URI");
    }
  }
}
