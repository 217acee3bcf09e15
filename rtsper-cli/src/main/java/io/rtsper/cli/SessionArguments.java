package io.rtsper.cli;

import io.rtsper.api.Credentials;
import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspListener;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspUrl;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.TlsOptions;
import io.rtsper.api.UsernamePassword;
import io.rtsper.testkit.camera.Camera;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that both commands have: the URL, and how to get there. */
final class SessionArguments {

  @Parameters(
      arity = "0..1",
      paramLabel = "URL",
      description =
          "rtsp:// or rtsps:// URL; without one, an in-process camera is started and used")
  @Nullable String url;

  @Option(
      names = "--transports",
      split = ",",
      paramLabel = "NAME",
      description = "media transports in order of preference: tcp, udp (default: tcp)")
  String @Nullable [] transports;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "deadline of the connection and of each answer (default: 5s)")
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

  /** Returns the camera to use when there is no URL. */
  Optional<Camera> camera(PrintWriter err) {
    if (url != null) {
      return Optional.empty();
    }
    Camera camera = Camera.open();
    url = camera.url();
    err.println("rtsper: no URL given, using an in-process camera at " + url);
    err.flush();
    return Optional.of(camera);
  }

  /** Returns the URL as it may be printed: without credentials, wherever in it they stand. */
  String printableUrl() {
    try {
      return RtspUrl.parse(url == null ? "" : url).toString();
    } catch (RtspValidationException unreadable) {
      return "";
    }
  }

  /** Returns a session's builder. */
  RtspSession.Builder session(StatusLine line) {
    RtspUrl target = RtspUrl.parse(url == null ? "" : url);
    RtspSession.Builder builder = RtspSession.builder(target);
    builder.tls(tls(target)).reconnect(ReconnectPolicy.none());
    credentials().ifPresent(builder::credentials);
    String[] names = transports;
    if (names != null) {
      builder.transports(
          Arrays.stream(names).map(SessionArguments::transport).toArray(String[]::new));
    }
    if (timeout != null) {
      builder.timeout(timeout);
    }
    if (insecure) {
      line.say(
          "--insecure: nobody checks who the server is, so anyone on the way can read and change"
              + " what is sent");
    }
    if (verbose) {
      builder.listener(new Exchange(line));
    }
    return builder;
  }

  /** What isn't a name is not repeated: it may be a URL, with a password in it. */
  private static String transport(String text) {
    String name = text.strip();
    if (name.isEmpty() || !name.chars().allMatch(Character::isLetterOrDigit)) {
      throw new RtspValidationException("--transports takes names, such as tcp,udp");
    }
    return name;
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

  private Optional<UsernamePassword> credentials() {
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
}
