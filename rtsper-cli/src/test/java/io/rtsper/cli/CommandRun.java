package io.rtsper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A run of the command in this process.
 *
 * @param status its exit status
 * @param out what it wrote on stdout
 * @param err what it wrote on stderr
 */
record CommandRun(int status, String out, String err) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  static CommandRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Rtsper.run(new PrintWriter(out), new PrintWriter(err), arguments);
    return new CommandRun(status, out.toString(), err.toString());
  }

  /** Runs the command beside the test, which meanwhile does things to the camera. */
  static Running start(String... arguments) {
    Running running = new Running(new StringWriter(), new CompletableFuture<>());
    Thread thread =
        new Thread(
            () -> {
              try {
                StringWriter out = new StringWriter();
                int status =
                    Rtsper.run(new PrintWriter(out), new PrintWriter(running.err), arguments);
                running.run.complete(
                    new CommandRun(status, out.toString(), running.err.toString()));
              } catch (Throwable failure) {
                running.run.completeExceptionally(failure);
              }
            },
            "command");
    thread.setDaemon(true);
    thread.start();
    return running;
  }

  /** A run that may not have ended yet. */
  record Running(StringWriter err, CompletableFuture<CommandRun> run) {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Waits until it says that on stderr. */
    void awaitErr(String text) {
      await().atMost(LIMIT).until(() -> run.isDone() || err.toString().contains(text));
      assertThat(err.toString()).contains(text);
    }

    /** Waits for its end. */
    CommandRun end() throws Exception {
      return run.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** Returns stdout as the one JSON object that it has to be. */
  JsonNode json() {
    try {
      JsonNode json = JSON.readTree(out);
      if (!json.isObject() || out.indexOf('\n') != out.length() - 1) {
        throw new AssertionError("no object on one line: " + out);
      }
      return json;
    } catch (JsonProcessingException unreadable) {
      throw new AssertionError("no JSON: " + out, unreadable);
    }
  }
}
