package io.rtsper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a program is told to call, a person is told to type. */
class CommandWordingTest {

  /** A call, as messages write it, or a type of the API. */
  private static final Pattern API =
      Pattern.compile(
          "\\b[a-z]\\w*\\((…|\\)|true|\")"
              + "|\\b(TlsOptions|AuthPolicy|AddressPolicy|ReconnectPolicy|RtspClient|RtspSession)\\b");

  /** What the command can't come to, as it uses nothing of it, and what goes to the log alone. */
  private static final List<String> NEVER_SAID =
      List.of(
          "raise memoryLimit(…) or lower messageLimits(…)",
          "build the session without strict(true)",
          "AuthPolicy.forbidBasicOverPlaintext() forbids it.",
          "Pin its certificate instead (TlsOptions.pinSha256).",
          "or memoryLimit(…) has no room for them",
          ". Give TlsOptions.context a context that trusts it",
          "choose another Overflow, or transports(",
          ", or take its packets with onPacket(…)",
          "frames were waited for on an event loop",
          "no track is given; setup() takes all that can be played",
          "RtspSession[");

  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");

  @Test
  void noMessageOfTheModulesSaysWhatToCall() throws IOException {
    List<String> advice = messages().filter(text -> API.matcher(text).find()).toList();

    assertThat(advice).hasSizeGreaterThan(NEVER_SAID.size() + 5);
    assertThat(advice)
        .filteredOn(text -> NEVER_SAID.stream().noneMatch(text::contains))
        .allSatisfy(text -> assertThat(CommandWording.of(text)).doesNotContainPattern(API));
  }

  @Test
  void whatIsNeverSaidIsStillThere() throws IOException {
    List<String> messages = messages().toList();
    assertThat(NEVER_SAID)
        .allSatisfy(text -> assertThat(messages).anyMatch(message -> message.contains(text)));
  }

  /** Returns the texts in the sources of all that the command runs with. */
  private static Stream<String> messages() throws IOException {
    Path root = Path.of("").toAbsolutePath().getParent();
    TreeSet<String> texts = new TreeSet<>();
    for (String module :
        List.of(
            "api",
            "core",
            "transport-tcp",
            "transport-udp",
            "transport-replay",
            "auth",
            "sdp",
            "payload")) {
      try (Stream<Path> files = Files.walk(root.resolve("rtsper-" + module + "/src/main/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          String code =
              Files.readString(file).replace("'\"'", "").replaceAll("\"\\s*\\+\\s*\"", "");
          LITERAL
              .matcher(code)
              .results()
              .map((MatchResult literal) -> literal.group(1).replace("\\\"", "\""))
              .forEach(texts::add);
        }
      }
    }
    return texts.stream();
  }
}
