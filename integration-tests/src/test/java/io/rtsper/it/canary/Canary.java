package io.rtsper.it.canary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The secret of all tests. It must be found nowhere afterwards: {@code scripts/canary-search} looks
 * for it in all reports and logs, in clear and as it travels.
 */
public final class Canary {

  /** The password, which needs to be encoded to stand in a URL. */
  public static final String SECRET = read();

  /** The password as it stands in a URL. */
  public static final String IN_URL = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);

  /** A password that no camera takes, and that is as secret. */
  public static final String WRONG = "not-" + SECRET;

  private Canary() {}

  private static String read() {
    try {
      return Files.readString(Path.of("..", "scripts", "canary.txt")).strip();
    } catch (IOException missing) {
      throw new UncheckedIOException(
          "run these tests in the folder of their module, as Maven does", missing);
    }
  }
}
