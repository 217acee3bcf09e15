package io.rtsper.api;

/**
 * The quirks that rtsper knows. Each constant says what a peer does and how it is read all the
 * same; {@code docs/interop.md} names devices and tests.
 */
public final class Quirks {

  // Messages

  /** Lines end in LF alone. */
  public static final Quirk LF_LINE_ENDING =
      new Quirk("lf-line-ending", "lines of a message end in LF alone; read like CRLF");

  // Headers

  // URLs

  // SDP

  // Authentication

  // Transport and session

  // RTP and RTCP

  private Quirks() {}
}
