package io.rtsper.it.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rtsper.camera.Camera;
import io.rtsper.it.build.Reactor;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The line that shows what comes at this moment: on a terminal, wherever stdout goes. */
@Execution(ExecutionMode.CONCURRENT)
class LiveLineIT {

  private static final String LIVE = "\rPLAYING: ";

  @TempDir private Path folder;

  @BeforeAll
  static void needsATerminal() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/script")) && Files.exists(Path.of("/proc/self/fd/2")),
        "script (Debian: bsdutils) isn't installed, which gives a program a terminal");
  }

  @Test
  void isShownAtATerminal() throws Exception {
    assertThat(atATerminal("")).contains(LIVE).contains("ended by packets");
  }

  @Test
  void isShownWhenStdoutGoesToAFile() throws Exception {
    Path out = folder.resolve("out");
    assertThat(atATerminal(" >" + out)).contains(LIVE).doesNotContain("ended by");
    assertThat(out).content().contains("ended by packets").doesNotContain("PLAYING");
  }

  @Test
  void isShownWhenStdoutGoesToAPipe() throws Exception {
    assertThat(atATerminal(" | cat")).contains(LIVE).contains("ended by packets");
  }

  @Test
  void isNotShownWhenStderrGoesToAFile() throws Exception {
    Path err = folder.resolve("err");
    assertThat(atATerminal(" 2>" + err)).doesNotContain("PLAYING").contains("ended by packets");
    assertThat(err).isEmptyFile();
  }

  /** Returns what a terminal shows of a run of a second and a half. */
  private String atATerminal(String redirection) throws Exception {
    try (Camera camera = Camera.open();
        Program script =
            Program.start(
                "/usr/bin/script",
                "--quiet",
                "--return",
                "--command",
                Program.java()
                    + " -XX:TieredStopAtLevel=1 -p '"
                    + Reactor.commandModules()
                    + "' -m io.rtsper.cli/io.rtsper.cli.Rtsper play --packets 200 "
                    + camera.url()
                    + redirection,
                folder.resolve("typescript").toString())) {
      assertThat(script.status()).as(script.out() + script.err()).isZero();
      return script.out();
    }
  }
}
