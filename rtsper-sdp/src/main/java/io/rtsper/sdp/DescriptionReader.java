package io.rtsper.sdp;

import io.rtsper.api.sdp.Bandwidth;
import io.rtsper.api.sdp.Connection;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.MediaDirection;
import io.rtsper.api.sdp.Origin;
import io.rtsper.api.sdp.SdpAttribute;
import io.rtsper.api.sdp.SdpLine;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.sdp.SessionDescriptionBuilder;
import io.rtsper.api.sdp.TimeDescription;
import io.rtsper.api.spi.QuirkReporter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a description into the model, in whatever order they come. A line that can't
 * be read costs itself alone, an {@code m=} line that can't its media alone.
 */
final class DescriptionReader {

  /** The most media of a description. */
  static final int MAX_MEDIA = 64;

  /** The most attributes of a description, those of its media included. */
  static final int MAX_ATTRIBUTES = 1_024;

  /** The most lines of one type in one section, but for attributes and media. */
  static final int MAX_LINES = 64;

  /** The types in the order that RFC 8866 §5 wants; {@code t} and {@code r} take turns. */
  private static final String ORDER = "vosiuepcbtzka";

  /** The place of each type in the order, those of {@code r} and {@code m} included; or -1. */
  private static final byte[] RANKS = new byte[128];

  static {
    Arrays.fill(RANKS, (byte) -1);
    for (int i = 0; i < ORDER.length(); i++) {
      RANKS[ORDER.charAt(i)] = (byte) i;
    }
    RANKS['r'] = RANKS['t'];
    RANKS['m'] = (byte) ORDER.length();
  }

  private final SdpText text;
  private final SessionDescriptionBuilder session = SessionDescription.builder();
  private final Findings findings;
  private final AttributeChecks checks;

  /** The types met so far in the session, one bit for each letter; and in the media. */
  private int sessionTypes;

  private int mediaTypes;
  private int lastRank;
  private boolean disorderTold;

  private @Nullable MediaSection media;
  private boolean beyondLastMedia;
  private final List<MediaSection> sections = new ArrayList<>(2);
  private boolean connectionMissing;

  private int attributeCount;
  private int sessionBandwidths;
  private int sessionLines;
  private int timeCount;
  private @Nullable String time;
  private final List<String> repeats = new ArrayList<>(0);

  private DescriptionReader(SdpText text, QuirkReporter quirks) {
    this.text = text;
    findings = new Findings(quirks, session, text);
    checks = new AttributeChecks(findings, text.text());
  }

  static SessionDescription read(ByteBuffer bytes, QuirkReporter quirks) {
    return new DescriptionReader(SdpText.decode(bytes), quirks).read();
  }

  private SessionDescription read() {
    session.raw(text.raw());
    if (text.byteOrderMark()) {
      findings.overall(SdpQuirks.SDP_BYTE_ORDER_MARK, "starts with a byte order mark, left out");
    }
    if (!text.utf8()) {
      findings.overall(SdpQuirks.SDP_NOT_UTF_8, "is not UTF-8; read as ISO 8859-1");
    }
    if (text.nul()) {
      findings.overall(SdpQuirks.SDP_NUL, "holds NUL bytes, left out");
    }
    while (text.nextLine()) {
      line();
    }
    endMedia();
    endTime();
    tellLineEndings();
    tellMissingLines();
    SessionDescription description = session.build();
    // What only the whole shows needs the whole; seldom is there anything to add to it.
    return tellOfMedia(description) ? session.build() : description;
  }

  private void line() {
    String all = text.text();
    int start = text.lineStart();
    int end = text.lineEnd();
    if (start == end) {
      findings.here(SdpQuirks.SDP_BLANK_LINE, "is empty, left out");
      return;
    }
    char type = all.charAt(start);
    int equals = Ascii.skipBlanks(all, start + 1, end);
    if (equals >= end || all.charAt(equals) != '=' || type >= RANKS.length || RANKS[type] < 0) {
      findings.here(SdpQuirks.SDP_UNKNOWN_LINE, "is of no known type, left out");
      return;
    }
    int value = Ascii.skipBlanks(all, equals + 1, end);
    boolean freeText = type == 's' || type == 'i';
    boolean blanksAtEnd = type == 'a' ? text.whiteSpaceAtEnd() : text.blanksAtEnd();
    if (text.blanksAtStart()
        || equals > start + 1
        || (!freeText && (blanksAtEnd || value > equals + 1))) {
      findings.here(SdpQuirks.SDP_BLANKS, "starts or ends in blanks, trimmed");
    }
    read(type, value, end);
  }

  private void read(char type, int from, int to) {
    if (type == 'm') {
      media(from, to);
      return;
    }
    if (beyondLastMedia) {
      return;
    }
    tellOrder(type);
    switch (type) {
      case 'a' -> attribute(from, to);
      case 'b' -> bandwidth(from, to);
      case 'c' -> connection(from, to);
      case 'i' -> information(from, to);
      case 'k' -> key(from, to);
      default -> {
        if (media != null) {
          findings.here(SdpQuirks.SDP_MISPLACED_LINE, "belongs to the session, taken for it");
        }
        session(type, from, to);
      }
    }
  }

  private void session(char type, int from, int to) {
    switch (type) {
      case 't' -> time(from, to);
      case 'r' -> repeat(from, to);
      case 'v' -> {
        if (isFirst(type)) {
          version(from, to);
        }
      }
      case 'o' -> {
        if (isFirst(type)) {
          SessionLineChecks.origin(findings, text.text(), from, to);
          if (to > from) {
            session.origin(new Origin(text.substring(from, to)));
          }
        }
      }
      case 's' -> {
        if (isFirst(type)) {
          session.sessionName(text.substring(from, to));
        }
      }
      default -> otherLine(type, from, to);
    }
  }

  /** Returns whether a type is met for the first time in the session; tells if it isn't. */
  private boolean isFirst(char type) {
    int bit = bit(type);
    if ((sessionTypes & bit) != 0) {
      tellDuplicate();
      return false;
    }
    sessionTypes |= bit;
    return true;
  }

  private static int bit(char type) {
    return 1 << (type - 'a');
  }

  private boolean isFirstInSection(char type) {
    if (media == null) {
      return isFirst(type);
    }
    int bit = bit(type);
    if ((mediaTypes & bit) != 0) {
      tellDuplicate();
      return false;
    }
    mediaTypes |= bit;
    return true;
  }

  private void version(int from, int to) {
    int version = Ascii.number(text.text(), from, to);
    if (version != 0) {
      findings.here(SdpQuirks.SDP_VERSION, "is not version 0");
    }
    session.version(Math.max(version, 0));
  }

  private void time(int from, int to) {
    if (from == to) {
      findings.here(SdpQuirks.SDP_TIME, "has no times, left out");
      return;
    }
    SessionLineChecks.time(findings, text.text(), from, to);
    endTime();
    if (withinLimit(timeCount++, MAX_LINES, "t= lines")) {
      time = text.substring(from, to);
    }
    sessionTypes |= bit('t');
  }

  private void repeat(int from, int to) {
    SessionLineChecks.repeat(findings, text.text(), from, to);
    if (time == null) {
      findings.here(SdpQuirks.SDP_LINE_ORDER, "has no t= line before it, left out");
    } else if (to > from && withinLimit(repeats.size(), MAX_LINES, "r= lines")) {
      repeats.add(text.substring(from, to));
    }
  }

  private void endTime() {
    if (time != null) {
      addTime(time);
      time = null;
    }
  }

  private void addTime(String ended) {
    session.time(new TimeDescription(ended, repeats));
    repeats.clear();
  }

  private void otherLine(char type, int from, int to) {
    if (withinLimit(sessionLines, MAX_LINES, "lines of type u, e, p, z and k")) {
      sessionLines++;
      session.line(new SdpLine(type, text.substring(from, to)));
    }
  }

  private void key(int from, int to) {
    if (media == null) {
      otherLine('k', from, to);
    } else if (isFirstInSection('k')) {
      media.builder.line(new SdpLine('k', text.substring(from, to)));
    }
  }

  private void information(int from, int to) {
    if (isFirstInSection('i')) {
      String information = text.substring(from, to);
      if (media == null) {
        session.information(information);
      } else {
        media.builder.information(information);
      }
    }
  }

  private void connection(int from, int to) {
    SessionLineChecks.connection(findings, text.text(), from, to);
    if (from == to) {
      return;
    }
    if (media == null) {
      if (isFirst('c')) {
        session.connection(new Connection(text.substring(from, to)));
      }
    } else if (withinLimit(media.connections, MAX_LINES, "c= lines")) {
      media.connections++;
      media.builder.connection(new Connection(text.substring(from, to)));
    }
  }

  private void bandwidth(int from, int to) {
    String all = text.text();
    int typeEnd = Ascii.indexOf(':', all, from, to);
    int value = Ascii.skipBlanks(all, Math.min(typeEnd + 1, to), to);
    if (typeEnd == to || typeEnd == from || !Ascii.isNumber(all, typeEnd + 1, to)) {
      findings.here(SdpQuirks.SDP_BANDWIDTH, "is not a type and a number, kept as it is");
    }
    int count = media == null ? sessionBandwidths++ : media.bandwidths++;
    if (to == from || !withinLimit(count, MAX_LINES, "b= lines")) {
      return;
    }
    Bandwidth bandwidth =
        new Bandwidth(
            all.startsWith("AS:", from)
                ? "AS" // As nearly all are.
                : text.substring(from, Ascii.skipBlanksBack(all, from, typeEnd)),
            text.substring(value, to));
    if (media == null) {
      session.bandwidth(bandwidth);
    } else {
      media.builder.bandwidth(bandwidth);
    }
  }

  private void attribute(int from, int to) {
    String all = text.text();
    int nameEnd = Ascii.indexOf(':', all, from, to);
    int trimmedEnd = Ascii.skipBlanksBack(all, from, nameEnd);
    if (trimmedEnd == from) {
      findings.here(SdpQuirks.SDP_ATTRIBUTE, "has no name, left out");
      return;
    }
    if (!withinLimit(attributeCount++, MAX_ATTRIBUTES, "attributes")) {
      return;
    }
    String known = AttributeNames.known(all, from, trimmedEnd);
    String name = known == null ? text.substring(from, trimmedEnd) : known;
    String meaning = known == null ? meaning(name, from, trimmedEnd) : known;
    SdpAttribute attribute;
    if (nameEnd == to) {
      if (text.byteStringEnd() > to) {
        findings.here(SdpQuirks.SDP_BLANKS, "ends in a control character, left out");
      }
      checks.withoutValue(meaning);
      attribute = new SdpAttribute(name, null);
    } else {
      int end = text.byteStringEnd();
      int value = Ascii.skipWhiteSpace(all, nameEnd + 1, end);
      boolean asSpecified =
          value == nameEnd + 1
              || (Ascii.isSpaces(all, nameEnd + 1, value)
                  && AttributeNames.spacesMayFollow(meaning));
      if (trimmedEnd < nameEnd || !asSpecified) {
        findings.here(SdpQuirks.SDP_BLANKS, "has blanks around the colon, left out");
      }
      checks.value(meaning, value, end, media);
      attribute = new SdpAttribute(name, text.substring(value, end));
    }
    if (media == null) {
      session.attribute(attribute);
    } else {
      media.builder.attribute(attribute);
    }
  }

  /** Returns the name that is meant by one in another case, if that is one that is read. */
  private String meaning(String name, int from, int to) {
    String read = AttributeNames.readInAnotherCase(text.text(), from, to);
    if (read == null) {
      return name;
    }
    findings.here(SdpQuirks.SDP_LETTER_CASE, "names " + read + " in another case");
    return read;
  }

  private void media(int from, int to) {
    endMedia();
    if (sections.size() >= MAX_MEDIA) {
      beyondLastMedia = true;
      findings.here(SdpQuirks.SDP_LIMIT, "is one of more than " + MAX_MEDIA + " media, left out");
      return;
    }
    media = MediaLine.read(text, findings, from, to);
    sections.add(media);
    mediaTypes = 0;
    lastRank = 0;
    disorderTold = false;
  }

  private void endMedia() {
    MediaSection ended = media;
    if (ended == null) {
      return;
    }
    ended.end(findings);
    connectionMissing |= ended.connections == 0;
    session.media(ended.builder.build());
    media = null;
  }

  private void tellOrder(char type) {
    int rank = RANKS[type];
    if (rank < lastRank && !disorderTold) {
      disorderTold = true;
      findings.here(SdpQuirks.SDP_LINE_ORDER, "is out of order, which does not matter");
    }
    lastRank = rank;
  }

  private void tellDuplicate() {
    findings.here(SdpQuirks.SDP_DUPLICATE_LINE, "is there already; the first counts");
  }

  private boolean withinLimit(int count, int limit, String what) {
    if (count >= limit) {
      findings.here(
          SdpQuirks.SDP_LIMIT, "is one of more than " + limit + " " + what + ", left out");
      return false;
    }
    return true;
  }

  private void tellLineEndings() {
    if (text.lfSeen()) {
      findings.overall(SdpQuirks.SDP_LF_LINE_ENDING, "has lines that end in LF alone");
    }
    if (text.crSeen()) {
      findings.overall(SdpQuirks.SDP_CR_LINE_ENDING, "has lines that end in CR alone");
    }
    if (text.endMissing()) {
      findings.overall(SdpQuirks.SDP_NO_FINAL_LINE_ENDING, "has a last line without an end");
    }
  }

  private void tellMissingLines() {
    tellIfMissing('v');
    tellIfMissing('o');
    tellIfMissing('s');
    tellIfMissing('t');
    if (connectionMissing || sections.isEmpty()) {
      tellIfMissing('c');
    }
  }

  private void tellIfMissing(char type) {
    if ((sessionTypes & bit(type)) == 0) {
      findings.overall(SdpQuirks.SDP_MISSING_LINE, "has no " + type + "= line");
    }
  }

  /**
   * Tells what only the whole shows: formats that nothing describes, directions that can't be.
   *
   * @return whether there was something to tell
   */
  private boolean tellOfMedia(SessionDescription description) {
    int before = findings.count();
    List<MediaDescription> all = description.media();
    for (int i = 0; i < all.size(); i++) {
      sections.get(i).tellUnknownFormats(findings, all.get(i));
    }
    if (checks.sendOnlySeen() && isWrittenFromTheServersSide(all)) {
      findings.overall(
          SdpQuirks.SDP_DIRECTION, "says sendonly of what no client could send; played anyway");
    }
    return findings.count() > before;
  }

  /** Returns whether everything is sendonly, or something that isn't audio. */
  private static boolean isWrittenFromTheServersSide(List<MediaDescription> media) {
    boolean all = !media.isEmpty();
    for (MediaDescription one : media) {
      boolean sendOnly = one.direction().orElse(null) == MediaDirection.SENDONLY;
      if (sendOnly && !one.media().equals("audio")) {
        return true;
      }
      all &= sendOnly;
    }
    return all;
  }
}
