package io.rtsper.cli;

import io.rtsper.api.Credentials;
import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspListener;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspSessionBuilder;
import io.rtsper.api.RtspUrl;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.TlsOptions;
import io.rtsper.api.UsernamePassword;
import io.rtsper.camera.Camera;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that both commands have: the URL, and how to get there. */
final class SessionArguments {

  /** The session's deadlines reach to a day, and that of the first packet is twice as long. */
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  private static final Duration LONGEST_TIMEOUT = Duration.ofHours(12);

  @Parameters(
      arity = "0..1",
      paramLabel = "URL",
      description =
          "rtsp:// or rtsps:// URL; without one, an in-process camera is started and used")
  @Nullable String url;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = {
        "deadline of the connection and of each answer;",
        "the first packet may take twice as long (default: 5s)"
      })
  @Nullable Duration timeout;

  @Option(
      names = "--user",
      paramLabel = "USER",
      description = "user name; the password comes from --password-file or is asked for")
  @Nullable String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "file whose first line is the password")
  @Nullable Path passwordFile;

  @Option(
      names = "--tls-pin",
      paramLabel = "SHA256",
      description = "trust the rtsps server with this certificate fingerprint, and no other")
  @Nullable String tlsPin;

  @Option(
      names = "--insecure",
      description = "trust any rtsps server: anyone on the way can read what is sent")
  boolean insecure;

  @Option(names = "--json", description = "print one JSON object on stdout and nothing else")
  boolean json;

  @Option(
      names = {"-v", "--verbose"},
      description = "show the RTSP exchange on stderr, without credentials")
  boolean verbose;

  private Optional<UsernamePassword> known = Optional.empty();

  /**
   * Returns the camera to use when there is no URL, and else null. None is started for options that
   * can't be right.
   */
  @Nullable Camera camera(StatusLine line, UnaryOperator<RtspSessionBuilder> options) {
    if (url != null) {
      return null;
    }
    options.apply(session(RtspUrl.parse("rtsp://127.0.0.1/"), line)).build().close();
    Camera camera = Camera.open();
    url = camera.url();
    line.say("no URL given, using an in-process camera at " + url);
    return camera;
  }

  /**
   * Returns the URL as it may be printed: without credentials, wherever in it they stand; empty if
   * there is none that can be read.
   */
  String printableUrl() {
    try {
      return url == null ? "" : RtspUrl.parse(url).toString();
    } catch (RtspValidationException unreadable) {
      return "";
    }
  }

  /** Returns a session's builder. */
  RtspSessionBuilder session(StatusLine line) {
    return session(RtspUrl.parse(url == null ? "" : url), line);
  }

  private RtspSessionBuilder session(RtspUrl target, StatusLine line) {
    RtspSessionBuilder builder = RtspSession.builder(target);
    builder.tls(tls(target)).reconnect(ReconnectPolicy.none());
    credentials().ifPresent(builder::credentials);
    deadlines(builder);
    if (insecure) {
      line.say(
          "--insecure: nobody checks who the server is, so anyone on the way can read and change"
              + " what is sent");
    }
    if (verbose) {
      builder.listener(new Exchange(line));
    }
    return builder.listener(new Redirection(target, line));
  }

  /** Returns the deadline of each answer. */
  Duration timeout() {
    Duration limit = timeout;
    return limit == null ? DEFAULT_TIMEOUT : limit;
  }

  private void deadlines(RtspSessionBuilder builder) {
    Duration limit = timeout;
    if (limit == null) {
      return;
    }
    if (limit.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new RtspValidationException(
          "--timeout " + limit.toHours() + "h; give " + LONGEST_TIMEOUT.toHours() + "h at most");
    }
    builder.timeout(limit).firstMediaTimeout(limit.multipliedBy(2));
  }

  private TlsOptions tls(RtspUrl target) {
    String pin = tlsPin;
    if (pin != null && insecure) {
      throw new RtspValidationException(
          "--tls-pin trusts one server and --insecure any; give one of them");
    }
    if ((pin != null || insecure) && !target.connectionScheme().equals("rtsps")) {
      throw new RtspValidationException(
          (pin != null ? "--tls-pin" : "--insecure")
              + " is for rtsps:// URLs; nothing is encrypted with "
              + target.scheme()
              + "://");
    }
    TlsOptions tls = TlsOptions.defaults();
    if (pin != null) {
      return pinned(tls, pin);
    }
    return insecure ? tls.insecure() : tls;
  }

  /** What isn't a fingerprint is not repeated, either. */
  private static TlsOptions pinned(TlsOptions tls, String pin) {
    try {
      return tls.pinSha256(pin);
    } catch (RtspValidationException unreadable) {
      throw new RtspValidationException(
          "--tls-pin takes the SHA-256 fingerprint of the server's certificate: 64 hexadecimal"
              + " digits, with or without colons",
          unreadable);
    }
  }

  /** Returns what was given; asks a person only once. */
  private Optional<UsernamePassword> credentials() {
    if (known.isEmpty()) {
      known = given();
    }
    return known;
  }

  private Optional<UsernamePassword> given() {
    String name = user;
    if (name == null) {
      if (passwordFile != null) {
        throw new RtspValidationException("--password-file needs --user");
      }
      return Optional.empty();
    }
    char[] password = password(name);
    try {
      return Optional.of(Credentials.of(name, password));
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private char[] password(String name) {
    Path file = passwordFile;
    if (file != null) {
      try {
        Optional<String> first = Files.readString(file, StandardCharsets.UTF_8).lines().findFirst();
        return first
            .orElseThrow(
                () -> new RtspValidationException("the password file " + file + " is empty"))
            .toCharArray();
      } catch (IOException unreadable) {
        throw new RtspValidationException(
            "the password file " + file + " can't be read; check its name and permissions",
            unreadable);
      }
    }
    Console console = Terminal.console();
    char[] typed = console == null ? null : console.readPassword("Password of %s: ", name);
    if (typed == null) {
      throw new RtspValidationException(
          "--user needs a password: give --password-file, or run at a terminal to be asked");
    }
    return typed;
  }

  /** Prints requests and responses, which redact themselves. */
  private record Exchange(StatusLine line) implements RtspListener {

    @Override
    public void onRequest(RtspSession session, RtspRequest request) {
      print("> ", request.toString());
    }

    @Override
    public void onResponse(RtspSession session, RtspResponse response) {
      print("< ", response.toString());
    }

    @Override
    public void onServerRequest(RtspSession session, RtspRequest request, RtspResponse response) {
      print("< ", request.toString());
      print("> ", response.toString());
    }

    private void print(String prefix, String message) {
      line.quote(message.lines().map(text -> prefix + PrintableText.of(text)).toList());
    }
  }

  /**
   * Says where the server sent the session, and when that went back: what is reported is the URL
   * that was given.
   */
  private static final class Redirection implements RtspListener {

    private final StatusLine line;
    private final String given;
    private String known;

    Redirection(RtspUrl given, StatusLine line) {
      this.given = given.toString();
      this.known = this.given;
      this.line = line;
    }

    @Override
    public void onRequest(RtspSession session, RtspRequest request) {
      String now = session.url().toString();
      if (!now.equals(known)) {
        known = now;
        String how = now.equals(given) ? "going back to " : "the server redirected to ";
        line.say(how + PrintableText.of(now));
      }
    }
  }
}
