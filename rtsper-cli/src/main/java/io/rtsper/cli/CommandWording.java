package io.rtsper.cli;

import io.rtsper.api.RtspException;
import java.util.Map;

/**
 * Says the API's errors in the words of the command: what a program does with a method, a person
 * does with an option.
 */
final class CommandWording {

  private static final Map<String, String> OPTIONS =
      Map.of(
          "give them with credentials(…) or in the URL",
          "give --user and --password-file, or put them in the URL",
          "percent-encode it or use credentials()",
          "percent-encode it or use --user and --password-file",
          "try transports(\"tcp\", \"udp\")",
          "try --transports tcp,udp",
          "(try transports(\"tcp\"))",
          "(try --transports tcp)",
          "pin this one with TlsOptions.pinSha256",
          "pin this one with --tls-pin",
          "trust it with TlsOptions.pinSha256 and this fingerprint, or its authority with"
              + " TlsOptions.context",
          "trust it with --tls-pin and this fingerprint",
          ", or want a client certificate (TlsOptions.context)",
          ", or want a client certificate, which the command can't give");

  private CommandWording() {}

  /** Returns what failed and what to do about it. */
  static String of(RtspException failure) {
    String text = failure.getMessage();
    if (text == null) {
      return failure.getClass().getSimpleName();
    }
    for (Map.Entry<String, String> option : OPTIONS.entrySet()) {
      text = text.replace(option.getKey(), option.getValue());
    }
    return PrintableText.of(text);
  }
}
