package io.rtsper.camera;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** A hash algorithm of RFC 7616 §3.3, by the name that stands in a challenge. */
record DigestAlgorithm(String name) {

  DigestAlgorithm {
    hash(name, new byte[0]); // refuses names that Java doesn't know
  }

  boolean isSession() {
    return name.toLowerCase(Locale.ROOT).endsWith("-sess");
  }

  String hash(String text) {
    return hash(text.getBytes(StandardCharsets.UTF_8));
  }

  String hash(byte[] bytes) {
    return hash(name, bytes);
  }

  private static String hash(String name, byte[] bytes) {
    String upper = name.toUpperCase(Locale.ROOT);
    String base = upper.endsWith("-SESS") ? upper.substring(0, upper.length() - 5) : upper;
    String java =
        switch (base) {
          case "MD5" -> "MD5";
          case "SHA-256" -> "SHA-256";
          case "SHA-512-256" -> "SHA-512/256";
          default -> throw new IllegalArgumentException("no Digest algorithm is called " + name);
        };
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(java).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no " + java, e);
    }
  }
}
