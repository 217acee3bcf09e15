package io.rtsper.transport.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Takes one direction of a control connection apart: messages, interleaved frames (RFC 2326
 * §10.12), and what is neither. It judges nothing; behind a gap it goes on where something starts
 * that looks like a message or a frame. Pure.
 */
final class RtspUnits {

  private static final int LONGEST_HEAD = 64 << 10;
  private static final int LONGEST_BODY = 1 << 20;

  private static final int FRAME_HEADER = 4;
  private static final int LEAST_PACKET = 8;
  private static final int MOST_LIKELY_CHANNELS = 32;
  private static final int VERSION_MASK = 0xC0;
  private static final int VERSION_2 = 0x80;

  private static final List<byte[]> STARTS =
      List.of(
          bytes("RTSP/"),
          bytes("OPTIONS "),
          bytes("DESCRIBE "),
          bytes("SETUP "),
          bytes("PLAY "),
          bytes("PAUSE "),
          bytes("TEARDOWN "),
          bytes("GET_PARAMETER "),
          bytes("SET_PARAMETER "),
          bytes("ANNOUNCE "),
          bytes("RECORD "),
          bytes("REDIRECT "));

  /** Takes what was found. */
  interface Sink {

    /** A message. */
    void message(RtspMessage message);

    /** A frame: its channel, and the packet, which is the sink's during the call. */
    void frame(int channel, ByteBuffer packet);

    /** Bytes that are neither, where none are missing. */
    void garbage(byte[] bytes);
  }

  private final Sink sink;
  private byte[] held = new byte[8 << 10];
  private int start;
  private int end;

  /** Whether bytes are missing before what is held. */
  private boolean lost;

  /** The head of a message whose body ends where its lines do, or an empty one. */
  private byte[] openHead = new byte[0];

  RtspUnits(Sink sink) {
    this.sink = sink;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /** Takes the next bytes. */
  void bytes(ByteBuffer in) {
    int count = in.remaining();
    if (held.length - end < count) {
      if (start > 0) {
        System.arraycopy(held, start, held, 0, end - start);
        end -= start;
        start = 0;
      }
      if (held.length - end < count) {
        held = Arrays.copyOf(held, Math.max(2 * held.length, end + count));
      }
    }
    in.get(held, end, count);
    end += count;
    boolean found = true;
    while (found) {
      found = start < end && unit();
    }
  }

  /** Bytes are missing; the unit that they were of is given up. */
  void gap() {
    start = 0;
    end = 0;
    openHead = new byte[0];
    lost = true;
  }

  /** The other side speaks, so that a body without a length ends. */
  void answered() {
    if (openHead.length > 0) {
      closeBody(end);
    }
  }

  /** Takes one unit; returns whether there may be another. */
  private boolean unit() {
    if (openHead.length > 0) {
      return body();
    }
    byte first = held[start];
    if (first == '\r' || first == '\n' || first == 0) {
      start++;
      return true;
    }
    if (lost && !isLikelyStart(start)) {
      return resume();
    }
    lost = false;
    if (first == '$') {
      return frame();
    }
    if (!isLetter(first)) {
      return garbage();
    }
    return message();
  }

  private boolean frame() {
    if (end - start < FRAME_HEADER) {
      return false;
    }
    int length = (held[start + 2] & 0xFF) << 8 | (held[start + 3] & 0xFF);
    if (end - start < FRAME_HEADER + length) {
      return false;
    }
    int packet = start + FRAME_HEADER;
    int channel = held[start + 1] & 0xFF;
    start = packet + length;
    sink.frame(channel, ByteBuffer.wrap(held, packet, length).slice());
    return true;
  }

  private boolean message() {
    int head = headEnd();
    if (head < 0) {
      return end - start > LONGEST_HEAD && garbage();
    }
    byte[] lines = Arrays.copyOfRange(held, start, head);
    String text = new String(lines, ISO_8859_1);
    int lineEnd = text.indexOf('\n');
    if (!text.substring(0, lineEnd).toUpperCase(Locale.ROOT).contains("RTSP/")) {
      return garbage();
    }
    RtspMessage message = RtspMessage.of(lines, new byte[0]);
    int length = contentLength(message);
    if (length < 0) {
      if (!message.isResponse() || message.status() != 200 || !mayHaveOpenBody(head)) {
        start = head;
        sink.message(message);
        return true;
      }
      if (end - head < 2) {
        return false;
      }
      start = head;
      openHead = lines;
      return true;
    }
    if (end - head < length) {
      return false;
    }
    start = head + length;
    sink.message(RtspMessage.of(lines, Arrays.copyOfRange(held, head, start)));
    return true;
  }

  /** Returns the length of a body, or -1 if none is told, or none that is believed. */
  private static int contentLength(RtspMessage message) {
    String value = message.header("Content-Length");
    boolean number =
        !value.isEmpty() && value.length() < 8 && value.chars().allMatch(c -> c >= '0' && c <= '9');
    int length = number ? Integer.parseInt(value) : -1;
    return length > LONGEST_BODY ? -1 : length;
  }

  /** Returns whether a description without a length seems to start (curl PR#12706). */
  private boolean mayHaveOpenBody(int index) {
    boolean first = index < end && held[index] == 'v';
    return first && (index + 1 == end || held[index + 1] == '=');
  }

  /** Takes the lines of a body without a length; returns whether it has ended. */
  private boolean body() {
    int at = start;
    while (at < end) {
      if (at + 1 < end && !isDescriptionLine(at)) {
        closeBody(at);
        return true;
      }
      while (at < end && held[at] != '\n') {
        at++;
      }
      at++;
    }
    if (end - start > LONGEST_BODY) {
      closeBody(end);
      return true;
    }
    return false;
  }

  private boolean isDescriptionLine(int at) {
    return held[at] >= 'a' && held[at] <= 'z' && held[at + 1] == '=';
  }

  private void closeBody(int at) {
    byte[] body = Arrays.copyOfRange(held, start, at);
    byte[] head = openHead;
    openHead = new byte[0];
    start = at;
    sink.message(RtspMessage.of(head, body));
  }

  /** Returns the index behind the empty line, or -1. */
  private int headEnd() {
    int limit = Math.min(end, start + LONGEST_HEAD);
    for (int i = start; i < limit; i++) {
      if (held[i] == '\n') {
        int next = i + 1 < limit && held[i + 1] == '\r' ? i + 2 : i + 1;
        if (next < limit && held[next] == '\n') {
          return next + 1;
        }
      }
    }
    return -1;
  }

  /** Takes what is no unit, up to where one seems to start. */
  private boolean garbage() {
    int at = start + 1;
    while (at < end && !isLikelyStart(at)) {
      at++;
    }
    byte[] bytes = Arrays.copyOfRange(held, start, at);
    start = at;
    sink.garbage(bytes);
    return true;
  }

  /** Goes to where a unit seems to start; returns whether there is one. */
  private boolean resume() {
    int at = start;
    while (at < end && !isLikelyStart(at)) {
      at++;
    }
    start = at;
    return at < end;
  }

  private boolean isLikelyStart(int at) {
    if (held[at] == '$') {
      if (end - at <= FRAME_HEADER) {
        return at == start;
      }
      int channel = held[at + 1] & 0xFF;
      int length = (held[at + 2] & 0xFF) << 8 | (held[at + 3] & 0xFF);
      return channel < MOST_LIKELY_CHANNELS
          && length >= LEAST_PACKET
          && (held[at + FRAME_HEADER] & VERSION_MASK) == VERSION_2;
    }
    for (byte[] known : STARTS) {
      if (end - at >= known.length
          && Arrays.equals(held, at, at + known.length, known, 0, known.length)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLetter(byte b) {
    return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
  }
}
