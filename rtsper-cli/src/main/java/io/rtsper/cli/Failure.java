package io.rtsper.cli;

import io.rtsper.api.RtspCancelledException;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspValidationException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, in the words of the command.
 *
 * @param type what scripts tell failures apart by
 * @param message what failed and what to do about it
 * @param status the exit status
 */
record Failure(String type, String message, int status) {

  /** Returns what the engine or a check of the command's own says. */
  static Failure of(RtspException failure) {
    return new Failure(
        failure.getClass().getSimpleName(), CommandWording.of(failure), ExitStatus.of(failure));
  }

  /** Returns the failure of a command line that can't be carried out. */
  static Failure usage(String message) {
    return new Failure(RtspValidationException.class.getSimpleName(), message, ExitStatus.USAGE);
  }

  /** Returns the end of a run that a person didn't let finish. */
  static Failure interrupted() {
    return new Failure(
        RtspCancelledException.class.getSimpleName(), "interrupted", ExitStatus.INTERRUPTED);
  }

  /** Returns a mistake of rtsper itself. */
  static Failure internal(Throwable mistake) {
    return new Failure(
        "InternalError",
        PrintableText.of("internal error, please report it: " + mistake),
        ExitStatus.BROKEN);
  }

  /** Returns the value of a report's {@code error}. */
  static @Nullable Map<String, Object> json(@Nullable Failure failure) {
    if (failure == null) {
      return null;
    }
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("type", failure.type);
    error.put("message", failure.message);
    return error;
  }
}
