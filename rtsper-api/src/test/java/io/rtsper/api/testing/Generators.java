package io.rtsper.api.testing;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Where the random input of the properties comes from; the rest of them doesn't know how. */
public final class Generators {

  private Generators() {}

  /**
   * Returns texts that a parser might stumble over: pieces of the wire and odd characters in any
   * order, some of them long.
   */
  public static Arbitrary<String> hostile(String... pieces) {
    Arbitrary<String> piece = Arbitraries.of(pieces);
    Arbitrary<String> odd =
        Arbitraries.of(
            "",
            " ",
            "\t",
            "\0",
            "\r\n",
            "\"",
            "\\",
            "'",
            "%",
            "%0a",
            "é",
            "\uD83D\uDE00",
            "\uD800",
            "\u0130",
            "\u2028",
            "-1",
            "0",
            "65536",
            "99999999999999999999",
            ";;",
            ",,");
    Arbitrary<String> any = Arbitraries.strings().ofMaxLength(6);
    return Arbitraries.frequencyOf(Tuple.of(8, piece), Tuple.of(2, odd), Tuple.of(1, any))
        .list()
        .ofMaxSize(14)
        .map(parts -> String.join("", parts));
  }

  /** Returns texts that start like URLs and go on in any way. */
  public static Arbitrary<String> urlLike() {
    return hostile(
        "rtsp://",
        "RTSPS://",
        "rtspt:",
        "//",
        "/",
        "?",
        "#",
        "@",
        ":",
        "[",
        "]",
        "::",
        "fe80::1",
        "%25eth0",
        "host",
        "cam_1.local",
        "192.168.1.10",
        "554",
        ":0",
        "user",
        "p@ss",
        "a/b");
  }

  /** Returns the parts of a valid URL: scheme, user information, authority, path and query. */
  public static Arbitrary<List<String>> urlParts() {
    Arbitrary<String> scheme = Arbitraries.of("rtsp", "RTSPS", "rtspt", "x-y+z.1");
    Arbitrary<String> userInfo =
        Arbitraries.strings().withChars("ab%:4\u00e9!$&'()*+,;=~").ofMinLength(1).ofMaxLength(8);
    Arbitrary<String> host =
        Arbitraries.of("h", "a.b-c_d", "Cam", "1.2.3.4", "[::1]", "[fe80::1%25en0]", "[1::%x]");
    Arbitrary<String> port = Arbitraries.of("", ":", ":1", ":554", ":65535");
    return Combinators.combine(scheme, userInfo.injectNull(0.5), host, port, path())
        .as(
            (s, u, h, p, rest) ->
                List.of(s + "://", u == null || u.indexOf('@') >= 0 ? "" : u + "@", h + p, rest));
  }

  /** Returns paths with queries as cameras have them, and worse. */
  public static Arbitrary<String> path() {
    return Arbitraries.strings()
        .withChars("ab/?=&{}|^%.@:;,\u00e9 \"")
        .ofMaxLength(12)
        .map(text -> text.isEmpty() ? "" : "/" + text);
  }
}
