package io.rtsper.core.message;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.Quirk;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.text.Ascii;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait for their response on one connection, and the rules by which a response
 * finds its own (RFC 2326 §12.17).
 *
 * <p>A response belongs to the request of its {@code CSeq}. If there is none such, it is taken for
 * the only outstanding request when it can't be anything else: it has no {@code CSeq}, or one that
 * this side never sent (cameras that always answer 0), or one that is higher than all that came
 * before and as far behind as each response so far. A {@code CSeq} whose request was answered with
 * another one is that request's all the same: a server may answer wrongly first and rightly then. A
 * refusal with the highest {@code CSeq} that came before is taken for the outstanding request, too,
 * unless it has the status that came with that: then the server says the same twice, and only a
 * keepalive can bear that. A success never is, since it would be believed. Everything else is a
 * response that comes twice, or too late for a request that was given up, and is dropped; the
 * latter says nothing against the server.
 *
 * @param <R> what stands for a request
 */
public final class PendingRequests<R> {

  /** How many responses that nobody waits for a connection may bring. */
  static final int MOST_DROPPED = 8;

  /** How many provisional responses a request may have. */
  static final int MOST_PROGRESS = 8;

  private static final int REMEMBERED = 32;
  private static final int MOST_DIGITS = 10;
  private static final long NONE = -1;

  private final QuirkReporter quirks;
  private final List<Entry<R>> entries = new ArrayList<>(4);

  /** What was given up and not answered since, the oldest first. */
  private final List<Entry<R>> expired = new ArrayList<>();

  /** Up to which number it isn't known any more what was given up. */
  private long forgotten = NONE;

  private long firstSent = NONE;
  private long lastSent;

  /** How far each response so far came behind its request; 0 if they differ or one didn't. */
  private long behind = NONE;

  /** The highest number that was sent and came back, and the status that it last came with. */
  private long highest = NONE;

  private int statusOfHighest;
  private int dropped;

  private static final class Entry<R> {

    final long cseq;
    final boolean keepalive;
    final R request;
    int progress;

    Entry(long cseq, boolean keepalive, R request) {
      this.cseq = cseq;
      this.keepalive = keepalive;
      this.request = request;
    }
  }

  /**
   * Makes the requests of a connection.
   *
   * @param quirks who takes what is tolerated
   */
  public PendingRequests(QuirkReporter quirks) {
    this.quirks = requireNonNull(quirks, "quirks");
  }

  /**
   * Adds a request that is sent.
   *
   * @param cseq its number, higher than those before
   * @param keepalive whether it only keeps the session alive
   * @param request what stands for it
   */
  public void add(int cseq, boolean keepalive, R request) {
    if (cseq <= lastSent) {
      throw new IllegalArgumentException("CSeq " + cseq + " isn't above " + lastSent);
    }
    firstSent = firstSent == NONE ? cseq : firstSent;
    lastSent = cseq;
    entries.add(new Entry<>(cseq, keepalive, request));
  }

  /**
   * Gives a request up. Its response, should it still come, is late.
   *
   * @param request what stands for it
   * @return false if it wasn't outstanding
   */
  public boolean expire(R request) {
    for (Iterator<Entry<R>> all = entries.iterator(); all.hasNext(); ) {
      Entry<R> entry = all.next();
      if (entry.request.equals(request)) {
        all.remove();
        if (expired.size() == REMEMBERED) {
          forgotten = Math.max(forgotten, expired.remove(0).cseq);
        }
        expired.add(entry);
        return true;
      }
    }
    return false;
  }

  /**
   * Finds the request that a response belongs to.
   *
   * @param response the response
   * @return what it is to that request
   * @throws RtspProtocolException if more than eight were dropped, or a request has more than eight
   *     provisional responses; the connection is to be closed
   */
  public ResponseMatch<R> match(RtspResponse response) {
    long cseq = cseq(response);
    Entry<R> entry = find(cseq, response);
    note(cseq, response, entry != null);
    if (entry == null) {
      return drop(cseq, response);
    }
    if (response.statusCode() >= 200) {
      entries.remove(entry);
      noteDistance(cseq, entry.cseq);
      return new ResponseMatch<>(ResponseMatch.Kind.FINAL, entry.request);
    }
    if (++entry.progress > MOST_PROGRESS) {
      throw new RtspProtocolException(
          RtspPhase.READ,
          "a request got more than "
              + MOST_PROGRESS
              + " provisional responses (1xx) and no final one",
          null,
          response,
          null);
    }
    return new ResponseMatch<>(
        entry.progress == 1 ? ResponseMatch.Kind.FIRST_PROGRESS : ResponseMatch.Kind.PROGRESS,
        entry.request);
  }

  /** Remembers how far the responses have come. One that is dropped can't take that back. */
  private void note(long cseq, RtspResponse response, boolean matched) {
    boolean ofThisSide = cseq > 0 && cseq <= lastSent;
    if (ofThisSide && (cseq > highest || (cseq == highest && matched))) {
      highest = cseq;
      statusOfHighest = response.statusCode();
    }
  }

  /** Remembers whether the server's numbers run behind, all by as much. */
  private void noteDistance(long cseq, long sent) {
    long distance = cseq == NONE || cseq > sent ? 0 : sent - cseq;
    behind = behind == NONE || behind == distance ? distance : 0;
  }

  private @Nullable Entry<R> find(long cseq, RtspResponse response) {
    for (Entry<R> entry : entries) {
      if (entry.cseq == cseq) {
        return entry;
      }
    }
    Quirk tolerated = entries.size() == 1 ? mismatch(cseq, response) : null;
    if (tolerated == null) {
      return null;
    }
    Entry<R> only = entries.get(0);
    quirks.report(tolerated, "CSeq " + (cseq == NONE ? "missing" : cseq) + " for " + only.cseq);
    return only;
  }

  /** Returns why the response is one to the only outstanding request all the same; or null. */
  private @Nullable Quirk mismatch(long cseq, RtspResponse response) {
    if (cseq == NONE) {
      return MessageQuirks.MISSING_CSEQ;
    }
    if (cseq == 0 || cseq > lastSent) {
      return MessageQuirks.UNEXPECTED_CSEQ;
    }
    if (isExpired(cseq)) {
      return null;
    }
    if (cseq > highest && (cseq < firstSent || runsBehind(cseq))) {
      return MessageQuirks.UNEXPECTED_CSEQ;
    }
    int status = response.statusCode();
    boolean ofAnother = entries.get(0).keepalive || status != statusOfHighest;
    return cseq == highest && status >= 300 && ofAnother ? MessageQuirks.STALE_CSEQ : null;
  }

  /** Returns whether the only outstanding request is answered with the number that it should be. */
  private boolean runsBehind(long cseq) {
    return behind > 0 && entries.get(0).cseq - cseq == behind;
  }

  private boolean isExpired(long cseq) {
    if (cseq <= forgotten) {
      return true;
    }
    return expired.stream().anyMatch(entry -> entry.cseq == cseq);
  }

  /**
   * Returns what this side gave up, if it is that: that its answer still comes, once, is no fault
   * of the server's.
   */
  private @Nullable Entry<R> excuse(long cseq) {
    for (Iterator<Entry<R>> all = expired.iterator(); all.hasNext(); ) {
      Entry<R> entry = all.next();
      if (entry.cseq == cseq) {
        all.remove();
        return entry;
      }
    }
    return null;
  }

  private ResponseMatch<R> drop(long cseq, RtspResponse response) {
    Entry<R> late = excuse(cseq);
    if (late != null) {
      return new ResponseMatch<>(ResponseMatch.Kind.LATE, late.request);
    }
    quirks.report(MessageQuirks.LATE_RESPONSE, cseq == NONE ? "no CSeq" : "CSeq " + cseq);
    if (++dropped > MOST_DROPPED) {
      throw new RtspProtocolException(
          RtspPhase.READ,
          "more than "
              + MOST_DROPPED
              + " responses belong to no request that is outstanding; the server and the session"
              + " are out of step",
          null,
          response,
          null);
    }
    return new ResponseMatch<>(ResponseMatch.Kind.DROPPED, null);
  }

  /** Returns the number of the first CSeq field, or -1 if there is none that can be read. */
  private static long cseq(RtspResponse response) {
    String text = response.headers().first(HeaderNames.CSEQ).orElse("").strip();
    if (text.isEmpty() || text.length() > MOST_DIGITS) {
      return NONE;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      if (!Ascii.isDigit(text.charAt(i))) {
        return NONE;
      }
      value = value * 10 + text.charAt(i) - '0';
    }
    return value;
  }
}
