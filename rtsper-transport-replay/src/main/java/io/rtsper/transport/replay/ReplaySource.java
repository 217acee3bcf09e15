package io.rtsper.transport.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rtsper.api.RtspUrl;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.text.PeerText;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * What an {@code rtsp+replay} URL asks for, such as {@code
 * rtsp+replay://localhost/tmp/camera.pcapng?speed=0}: the path of the file, and options. The host
 * is there because each RTSP URL has one; what it says doesn't matter.
 *
 * @param file the capture
 * @param speed how fast media comes: 1 as it came, 2 twice as fast, 0 as fast as it can
 * @param connection the RTSP connection of the file that is replayed first, from 1
 * @param challenges whether a 401 that the recorded client answered is replayed, too
 */
record ReplaySource(Path file, double speed, int connection, boolean challenges) {

  static final String SCHEME = "rtsp+replay";

  private static final double FASTEST = 1000;
  private static final int READ_BYTES = 256 << 10;

  /**
   * Reads a URL.
   *
   * @throws RtspValidationException if it names no file, or an option that there isn't
   */
  static ReplaySource of(RtspUrl url) {
    String text = url.pathAndQuery();
    int query = text.indexOf('?');
    String path = query < 0 ? text : text.substring(0, query);
    double speed = 1;
    int connection = 1;
    boolean challenges = false;
    for (String option : (query < 0 ? "" : text.substring(query + 1)).split("&", -1)) {
      int equals = option.indexOf('=');
      String name = equals < 0 ? option : option.substring(0, equals);
      String value = equals < 0 ? "" : option.substring(equals + 1);
      switch (name) {
        case "" -> {
          continue;
        }
        case "speed" -> speed = number(name, value, 0, FASTEST);
        case "connection" -> connection = (int) number(name, value, 1, Integer.MAX_VALUE);
        case "challenges" -> challenges = truth(name, value);
        default ->
            throw new RtspValidationException(
                "a replay has no option \""
                    + PeerText.printable(name, 40)
                    + "\"; it has speed, connection and challenges");
      }
    }
    return new ReplaySource(file(path), speed, connection, challenges);
  }

  private static double number(String name, String value, double least, double most) {
    double number = Double.NaN;
    try {
      number = Double.parseDouble(value);
    } catch (NumberFormatException unreadable) {
      number = Double.NaN;
    }
    if (!(number >= least && number <= most)) {
      throw new RtspValidationException(
          "the option "
              + name
              + " of a replay is a number of "
              + (long) least
              + (most == FASTEST ? " to " + (long) FASTEST : " or more"));
    }
    return number;
  }

  private static boolean truth(String name, String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw new RtspValidationException("the option " + name + " of a replay is true or false");
    }
    return value.equals("true");
  }

  private static Path file(String path) {
    String decoded = decoded(path);
    // As in file URLs, /C:/captures/x.pcapng has a slash before the drive.
    boolean drive = decoded.length() > 2 && decoded.charAt(2) == ':';
    try {
      if (decoded.length() > 1) {
        return Path.of(drive ? decoded.substring(1) : decoded);
      }
    } catch (InvalidPathException unreadable) {
      throw new RtspValidationException("the path of the capture can't be one", unreadable);
    }
    throw new RtspValidationException(
        "the URL names no capture; write " + SCHEME + "://localhost/folder/file.pcapng");
  }

  private static String decoded(String path) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      int high = c == '%' && i + 2 < path.length() ? Character.digit(path.charAt(i + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(path.charAt(i + 2), 16);
      if (low >= 0) {
        bytes.write(high << 4 | low);
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toString(UTF_8);
  }

  /** Opens the file. */
  InputStream open() throws IOException {
    return new BufferedInputStream(Files.newInputStream(file), READ_BYTES);
  }
}
