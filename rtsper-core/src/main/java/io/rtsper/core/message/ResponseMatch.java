package io.rtsper.core.message;

import org.jspecify.annotations.Nullable;

/**
 * What a response is to the requests that are outstanding.
 *
 * @param <R> what stands for a request
 * @param kind what it is
 * @param request the request it belongs to; null if it is to be dropped
 */
public record ResponseMatch<R>(Kind kind, @Nullable R request) {

  /** What a response is. */
  public enum Kind {
    /** The final response; the request isn't outstanding any more. */
    FINAL,
    /** The first provisional response (1xx): the request goes on, with more time. */
    FIRST_PROGRESS,
    /** A further provisional response: the request goes on, with no more time. */
    PROGRESS,
    /** A response to a request that was given up. */
    LATE,
    /** A response that nobody waits for; it is dropped and counted. */
    DROPPED
  }
}
