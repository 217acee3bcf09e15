package io.rtsper.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletableFuture;

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
  static CompletableFuture<CommandRun> start(String... arguments) {
    CompletableFuture<CommandRun> run = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                run.complete(of(arguments));
              } catch (Throwable failure) {
                run.completeExceptionally(failure);
              }
            },
            "command");
    thread.setDaemon(true);
    thread.start();
    return run;
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
