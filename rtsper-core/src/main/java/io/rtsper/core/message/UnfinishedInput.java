package io.rtsper.core.message;

/**
 * What was still to come when a connection ended.
 *
 * @param part in the midst of what it ended
 * @param bytes how many bytes of that had come
 */
public record UnfinishedInput(Part part, int bytes) {

  /** The part of the input that wasn't whole. */
  public enum Part {
    /** Nothing: the connection ended between messages. */
    NOTHING("between messages"),
    /** An interleaved frame. */
    FRAME("in an interleaved frame"),
    /** A message's start line or headers. */
    HEADERS("in the headers of a message"),
    /** A message's body. */
    BODY("in the body of a message"),
    /** Bytes that belong to no message. */
    GARBAGE("in bytes that belong to no message");

    private final String text;

    Part(String text) {
      this.text = text;
    }

    /** Returns where that is, in words. */
    @Override
    public String toString() {
      return text;
    }
  }

  /** Returns where it ended and how much had come, in words. */
  @Override
  public String toString() {
    return part == Part.NOTHING ? part.toString() : part + ", after " + bytes + " bytes of it";
  }
}
