package io.rtsper.api.spi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The files in {@code META-INF/services} that name the providers of a service. {@link
 * java.util.ServiceLoader} says which class it couldn't load, and not which jar asked for it.
 */
final class ServicesFiles {

  private static final String FOLDER = "META-INF/services/";

  private ServicesFiles() {}

  /** Returns the provider that the message speaks of and the jar, or folder, that names it. */
  static Optional<String> source(Class<?> service, ClassLoader loader, String message) {
    try {
      for (URL file : Collections.list(loader.getResources(FOLDER + service.getName()))) {
        for (String provider : providers(file)) {
          if (message.contains(" " + provider + " ")) {
            return Optional.of(provider + " in " + holder(file));
          }
        }
      }
    } catch (IOException unreadable) {
      // ServiceLoader has met the same file and said so.
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static List<String> providers(URL file) throws IOException {
    URLConnection connection = file.openConnection();
    connection.setUseCaches(false);
    try (InputStream bytes = connection.getInputStream();
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    }
  }

  /** Returns the name of the jar or of the folder. */
  private static String holder(URL file) {
    String path = file.getPath();
    String outside = path.substring(0, path.indexOf(FOLDER));
    return lastName(outside.endsWith("!/") ? outside.substring(0, outside.length() - 2) : outside);
  }

  /** Returns the last name of a path, which may end with a slash. */
  static String lastName(String path) {
    int end = path.endsWith("/") ? path.length() - 1 : path.length();
    return path.substring(path.lastIndexOf('/', end - 1) + 1, end);
  }
}
