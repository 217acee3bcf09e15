package io.rtsper.cli;

import io.rtsper.api.RtspException;
import java.util.List;

/**
 * Says the API's errors in the words of the command: what a program does with a method, a person
 * does with an option.
 */
final class CommandWording {

  private record Wording(String program, String command) {}

  private static final List<Wording> WORDINGS =
      List.of(
          new Wording(
              "give them with credentials(…) or in the URL",
              "give --user and --password-file, or put them in the URL"),
          new Wording("use credentials()", "use --user and --password-file"),
          new Wording("give it more time with timeout(…)", "give it more time with --timeout"),
          new Wording(
              "give it more time with connectTimeout(…)", "give it more time with --timeout"),
          new Wording("try transports(\"tcp\")", "try --transports tcp"),
          new Wording(" to transports(…)", " to --transports"),
          new Wording("; raise memoryLimit(…)", ""),
          new Wording("; give it more with memoryLimit(…)", ""),
          new Wording(", or memoryLimit(…) is too small for what is sent", ""),
          new Wording("pin this one with TlsOptions.pinSha256", "pin this one with --tls-pin"),
          new Wording(
              "trust it with TlsOptions.pinSha256 and this fingerprint, or its authority with"
                  + " TlsOptions.context",
              "trust it with --tls-pin and this fingerprint"),
          new Wording(
              "a client certificate (TlsOptions.clientCertificate)",
              "a client certificate, which the command can't give"),
          new Wording(
              "a client certificate, or another one than it got (TlsOptions.clientCertificate)",
              "a client certificate, which the command can't give"),
          new Wording(", or give the provider you want to RtspClient.builder().provider(…)", ""));

  private CommandWording() {}

  /** Returns what failed and what to do about it. */
  static String of(RtspException failure) {
    String text = failure.getMessage();
    return text == null ? failure.getClass().getSimpleName() : of(text);
  }

  /** Returns a text of the API as the command says it. */
  static String of(String text) {
    String said = text;
    for (Wording wording : WORDINGS) {
      said = said.replace(wording.program, wording.command);
    }
    return PrintableText.of(said);
  }
}
