package io.rtsper.core.header;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.header.ChannelPair;
import io.rtsper.api.header.PortPair;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.header.TransportHeaderBuilder;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.text.Ascii;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Reads {@code Transport} (RFC 2326 §12.39) the way servers write it. */
public final class TransportReader {

  private static final int SSRC_DIGITS = 8;

  private static final Set<String> NUMBERS =
      Set.of("interleaved", "client_port", "server_port", "port", "ttl", "ssrc");

  private final QuirkReporter quirks;

  private final TransportHeaderBuilder builder = TransportHeader.builder();

  private TransportReader(QuirkReporter quirks) {
    this.quirks = quirks;
  }

  /**
   * Reads a header's value. Of several transports the first is taken.
   *
   * @param value the value of {@code Transport}
   * @param quirks takes what was tolerated
   * @return the transport
   * @throws RtspProtocolException if the value is empty or too long, or names a channel above 255
   */
  public static TransportHeader parse(String value, QuirkReporter quirks) {
    HeaderText.checkLength("Transport", value);
    TransportReader reader = new TransportReader(quirks);
    List<String> transports = reader.transports(value);
    if (transports.isEmpty()) {
      throw new RtspProtocolException(
          RtspPhase.READ, "the server sent a Transport header that is empty", null);
    }
    if (transports.size() > 1) {
      quirks.report(HeaderQuirks.TRANSPORT_SEVERAL, "");
    }
    return reader.read(transports.get(0));
  }

  /** Splits at those commas that start another transport. */
  private List<String> transports(String value) {
    if (HeaderText.strip(value).isEmpty()) {
      return List.of();
    }
    List<String> transports = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    for (String part : HeaderText.split(value, ',')) {
      if (startsTransport(part)) {
        add(transports, current);
        current.setLength(0);
      } else if (current.length() > 0) {
        quirks.report(HeaderQuirks.PARAMETER_UNQUOTED, "Transport");
        current.append(',');
      }
      if (part.isEmpty()) {
        quirks.report(HeaderQuirks.PARAMETER_EMPTY, "Transport");
      }
      current.append(part);
    }
    add(transports, current);
    return transports;
  }

  /** A bare word behind a comma, as in {@code mode=PLAY,RECORD}, belongs to what is before it. */
  private static boolean startsTransport(String part) {
    int semicolon = part.indexOf(';');
    String first = HeaderText.strip(part, 0, semicolon < 0 ? part.length() : semicolon);
    return first.isEmpty()
        || first.indexOf('=') >= 0
        || first.indexOf('/') >= 0
        || Ascii.lower(first).endsWith("cast");
  }

  private static void add(List<String> transports, CharSequence transport) {
    if (transport.length() > 0) {
      transports.add(transport.toString());
    }
  }

  private TransportHeader read(String transport) {
    Set<String> seen = new HashSet<>();
    boolean protocol = false;
    for (String part : HeaderText.split(transport, ';')) {
      if (part.isEmpty()) {
        quirks.report(HeaderQuirks.PARAMETER_EMPTY, "Transport");
        continue;
      }
      if (seen.size() == HeaderText.MAX_PARTS) {
        quirks.report(HeaderQuirks.HEADER_LIMIT, "more than 64 parameters of Transport");
        break;
      }
      boolean isProtocol = part.indexOf('=') < 0 && part.indexOf('/') >= 0;
      String name = isProtocol ? "/" : HeaderText.name(part);
      if (isProtocol && !seen.isEmpty() && !protocol) {
        quirks.report(HeaderQuirks.TRANSPORT_PROTOCOL_NOT_FIRST, "");
      }
      if (!seen.add(name)) {
        quirks.report(
            HeaderQuirks.PARAMETER_REPEATED, (isProtocol ? "protocol" : name) + " of Transport");
      } else if (isProtocol) {
        protocol = protocol(part);
      } else {
        parameter(name, part);
      }
    }
    if (!protocol) {
      quirks.report(HeaderQuirks.TRANSPORT_WITHOUT_PROTOCOL, "");
    }
    delivery(seen);
    return builder.build();
  }

  private boolean protocol(String part) {
    int slash = part.indexOf('/');
    int second = part.indexOf('/', slash + 1);
    try {
      builder.profile(second < 0 ? part : part.substring(0, second));
      if (second >= 0) {
        builder.lowerTransport(part.substring(second + 1));
      }
      return true;
    } catch (RtspValidationException noProtocol) {
      return false;
    }
  }

  private void parameter(String name, String part) {
    String text = HeaderText.value(part);
    String value = HeaderText.strip(text);
    boolean alone = part.indexOf('=') < 0;
    if (NUMBERS.contains(name) && !alone && part.indexOf('"') >= 0) {
      quirks.report(HeaderQuirks.PARAMETER_QUOTED, name + " of Transport");
    }
    switch (name) {
      case "unicast", "multicast" -> {
        // Told apart in delivery().
      }
      case "interleaved" -> channels(value);
      case "client_port" -> ports(name, value, builder::clientPort);
      case "server_port" -> ports(name, value, builder::serverPort);
      case "port" -> ports(name, value, builder::port);
      case "ttl" -> timeToLive(value);
      case "ssrc" -> ssrc(value);
      default -> {
        boolean needsValue = name.equals("source") || name.equals("mode");
        if (text.isEmpty() && (!alone || needsValue)) {
          quirks.report(HeaderQuirks.PARAMETER_EMPTY, name + " of Transport");
        }
        text(name, text);
      }
    }
  }

  private void text(String name, String value) {
    try {
      switch (name) {
        case "source" -> builder.source(value);
        case "destination" -> builder.destination(value);
        case "mode" -> builder.mode(value);
        default -> builder.parameter(name, value);
      }
    } catch (RtspValidationException unsendable) {
      quirks.report(HeaderQuirks.PARAMETER_UNREADABLE, name + " of Transport");
    }
  }

  /**
   * By the RFC, a transport that says neither is multicast. What goes over TCP can't be, and the
   * RFC's own example of interleaved packets says neither (§10.12); of what goes over UDP, servers
   * that leave it out mean unicast, unless they name a group (VLC).
   */
  private void delivery(Set<String> seen) {
    boolean unicast = seen.contains("unicast");
    boolean multicast = seen.contains("multicast");
    if (unicast && multicast) {
      quirks.report(HeaderQuirks.PARAMETER_REPEATED, "unicast and multicast of Transport");
    } else if (!unicast && !multicast && !seen.contains("interleaved")) {
      TransportHeader said = builder.build();
      boolean tcp = said.lowerTransport().filter("TCP"::equals).isPresent();
      multicast = !tcp && said.destination().filter(TransportReader::isGroup).isPresent();
      if (!tcp && !multicast) {
        quirks.report(HeaderQuirks.TRANSPORT_WITHOUT_DELIVERY, "");
      }
    }
    builder.multicast(multicast && !unicast);
  }

  private static boolean isGroup(String address) {
    int end = address.indexOf(address.indexOf(':') < 0 ? '.' : ':');
    String first = address.substring(0, Math.max(end, 0));
    if (address.indexOf(':') >= 0) {
      return Ascii.lower(first).startsWith("ff");
    }
    long number = HeaderText.unsigned(first, 0xFF);
    return number >= 224 && number <= 239;
  }

  private void channels(String value) {
    int dash = value.indexOf('-');
    int first = channel(HeaderText.strip(value, 0, dash < 0 ? value.length() : dash));
    String rest = dash < 0 ? "" : HeaderText.strip(value, dash + 1, value.length());
    int second = rest.isEmpty() ? first | 1 : channel(rest);
    if (first < 0 || second < 0) {
      unreadable("interleaved", value);
      return;
    }
    if (first == second) {
      quirks.report(
          rest.isEmpty()
              ? HeaderQuirks.TRANSPORT_SINGLE_ODD_CHANNEL
              : HeaderQuirks.TRANSPORT_EQUAL_CHANNELS,
          "");
    }
    reportPair("interleaved", dash >= 0 && rest.isEmpty(), first, second);
    builder.interleaved(new ChannelPair(first, second));
  }

  /** Returns the channel, or -1 if the text is no number. */
  private static int channel(String text) {
    boolean digits = !text.isEmpty();
    for (int i = 0; i < text.length(); i++) {
      digits &= Ascii.isDigit(text.charAt(i));
    }
    long channel = HeaderText.unsigned(text, 0xFF);
    if (digits && channel < 0) {
      throw new RtspProtocolException(
          RtspPhase.READ,
          "the Transport header names an interleaved channel above 255, which no packet can have",
          null);
    }
    return (int) channel;
  }

  private void ports(String name, String value, Consumer<PortPair> setter) {
    int dash = value.indexOf('-');
    String firstText = HeaderText.strip(value, 0, dash < 0 ? value.length() : dash);
    String secondText = dash < 0 ? "" : HeaderText.strip(value, dash + 1, value.length());
    int first = (int) HeaderText.unsigned(firstText, 0xFFFF);
    int second =
        secondText.isEmpty()
            ? Math.min(first + 1, 0xFFFF)
            : (int) HeaderText.unsigned(secondText, 0xFFFF);
    if (first < 0 || second < 0) {
      unreadable(name, value);
      return;
    }
    reportPair(name, dash >= 0 && secondText.isEmpty(), first, second);
    setter.accept(new PortPair(first, second));
  }

  /** One number alone is within the grammar (RFC 2326 §12.39), and so is any pair that ascends. */
  private void reportPair(String name, boolean open, int first, int second) {
    if (open) {
      quirks.report(HeaderQuirks.TRANSPORT_OPEN_RANGE, name);
    } else if (second < first) {
      quirks.report(HeaderQuirks.TRANSPORT_DESCENDING_RANGE, name);
    }
  }

  private void timeToLive(String value) {
    long ttl = HeaderText.unsigned(value, 0xFF);
    if (ttl < 0) {
      unreadable("ttl", value);
    } else {
      builder.ttl((int) ttl);
    }
  }

  /** Eight hexadecimal digits by the RFC; what is longer, such as a decimal number, isn't read. */
  private void ssrc(String value) {
    List<String> list = HeaderText.split(value.replace('/', ','), ',');
    if (list.size() > 1) {
      quirks.report(HeaderQuirks.TRANSPORT_SSRC_FORM, "a list");
    }
    for (String text : list) {
      boolean prefix = text.startsWith("0x") || text.startsWith("0X");
      String digits = prefix ? text.substring(2) : text;
      long ssrc = digits.length() > SSRC_DIGITS ? -1 : HeaderText.hexadecimal(digits, 0xFFFFFFFFL);
      if (ssrc >= 0) {
        if (prefix) {
          quirks.report(HeaderQuirks.TRANSPORT_SSRC_FORM, "0x");
        }
        if (digits.length() < SSRC_DIGITS) {
          quirks.report(HeaderQuirks.TRANSPORT_SSRC_FORM, "fewer than eight digits");
        }
        builder.ssrc(ssrc);
        return;
      }
    }
    unreadable("ssrc", value);
  }

  private void unreadable(String name, String value) {
    quirks.report(
        value.isEmpty() ? HeaderQuirks.PARAMETER_EMPTY : HeaderQuirks.PARAMETER_UNREADABLE,
        name + " of Transport");
  }
}
