package io.rtsper.api.sdp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes descriptions in the order of RFC 8866 §5. */
final class SdpWriter {

  private final StringBuilder out = new StringBuilder(1024);

  private SdpWriter() {}

  static String write(SessionDescription session) {
    SdpWriter writer = new SdpWriter();
    writer.session(session);
    for (MediaDescription media : session.media()) {
      writer.media(media);
    }
    return writer.out.toString();
  }

  /** Sorts lines into the order of the grammar; those of one type keep theirs. */
  static List<SdpLine> inOrder(List<SdpLine> lines) {
    if (lines.size() < 2) {
      return SmallLists.copyOf(lines);
    }
    List<SdpLine> sorted = new ArrayList<>(lines);
    sorted.sort(Comparator.comparingInt(SdpLine::rank));
    return List.copyOf(sorted);
  }

  static String mediaLine(MediaDescription media) {
    String unreadable = media.unreadableLine();
    if (unreadable != null) {
      return "m=" + unreadable;
    }
    StringBuilder line = new StringBuilder(48);
    line.append("m=").append(media.media()).append(' ').append(media.port());
    if (media.portCount() > 1) {
      line.append('/').append(media.portCount());
    }
    line.append(' ').append(media.protocol());
    for (String format : media.formats()) {
      line.append(' ').append(format);
    }
    return line.toString();
  }

  private void session(SessionDescription session) {
    line('v', Integer.toString(session.version()));
    line('o', session.origin().raw());
    // A name that says nothing is a blank (RFC 8866 §5.3): an empty one isn't allowed.
    line('s', session.sessionName().isEmpty() ? " " : session.sessionName());
    information(session.information());
    lines(session.lines(), 'u', 'e', 'p');
    session.connection().ifPresent(connection -> line('c', connection.raw()));
    bandwidths(session.bandwidths());
    for (TimeDescription time : session.times()) {
      line('t', time.raw());
      for (String repeat : time.repeats()) {
        line('r', repeat);
      }
    }
    lines(session.lines(), 'z', 'k');
    attributes(session.attributes());
  }

  private void media(MediaDescription media) {
    out.append(mediaLine(media)).append("\r\n");
    information(media.information());
    for (Connection connection : media.connections()) {
      line('c', connection.raw());
    }
    bandwidths(media.bandwidths());
    lines(media.lines(), 'k');
    attributes(media.attributes());
  }

  private void information(String information) {
    if (!information.isEmpty()) {
      line('i', information);
    }
  }

  private void bandwidths(List<Bandwidth> bandwidths) {
    for (Bandwidth bandwidth : bandwidths) {
      line('b', bandwidth.type() + ":" + bandwidth.value());
    }
  }

  private void lines(List<SdpLine> lines, char... types) {
    for (SdpLine line : lines) {
      for (char type : types) {
        if (line.type() == type) {
          line(type, line.value());
          break;
        }
      }
    }
  }

  private void attributes(List<SdpAttribute> attributes) {
    for (SdpAttribute attribute : attributes) {
      String value = attribute.value();
      line('a', value == null ? attribute.name() : attribute.name() + ":" + value);
    }
  }

  private void line(char type, String value) {
    out.append(type).append('=').append(value).append("\r\n");
  }
}
