package io.rtsper.api.header;

import io.rtsper.api.Quirk;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.spi.QuirkReporter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code Transport} (RFC 2326 §12.39) the way servers write it. */
final class TransportReader {

  private static final int SSRC_DIGITS = 8;

  private static final Set<String> NUMBERS =
      Set.of("interleaved", "client_port", "server_port", "port", "ttl", "ssrc");

  private final QuirkReporter quirks;

  TransportReader(QuirkReporter quirks) {
    this.quirks = quirks;
  }

  TransportHeader first(String value) {
    List<String> transports = transports(value);
    if (transports.isEmpty()) {
      throw new RtspProtocolException(
          RtspPhase.READ, "the server sent a Transport header that is empty", null);
    }
    if (transports.size() > 1) {
      quirks.report(HeaderQuirks.TRANSPORT_SEVERAL, "");
    }
    return read(transports.get(0));
  }

  List<TransportHeader> all(String value) {
    List<TransportHeader> headers = new ArrayList<>();
    for (String transport : transports(value)) {
      headers.add(read(transport));
    }
    return List.copyOf(headers);
  }

  /** Splits at those commas that start another transport. */
  private List<String> transports(String value) {
    HeaderText.checkLength("Transport", value);
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
        quirks.report(HeaderQuirks.TRANSPORT_UNQUOTED_LIST, "");
        current.append(',');
      }
      if (part.isEmpty()) {
        quirks.report(HeaderQuirks.TRANSPORT_EMPTY_PARAMETER, "");
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
        || HeaderText.lower(first).endsWith("cast");
  }

  private void add(List<String> transports, CharSequence transport) {
    if (transport.length() == 0) {
      return;
    }
    if (transports.size() < HeaderText.MAX_PARTS) {
      transports.add(transport.toString());
    } else {
      quirks.report(HeaderQuirks.TRANSPORT_TOO_MANY_PARAMETERS, "");
    }
  }

  private TransportHeader read(String transport) {
    TransportHeaderBuilder builder = TransportHeader.builder();
    Set<String> seen = new HashSet<>();
    boolean protocol = false;
    for (String part : HeaderText.split(transport, ';')) {
      if (part.isEmpty()) {
        quirks.report(HeaderQuirks.TRANSPORT_EMPTY_PARAMETER, "");
        continue;
      }
      if (seen.size() == HeaderText.MAX_PARTS) {
        quirks.report(HeaderQuirks.TRANSPORT_TOO_MANY_PARAMETERS, "");
        break;
      }
      boolean isProtocol = part.indexOf('=') < 0 && part.indexOf('/') >= 0;
      String name = isProtocol ? "/" : HeaderText.name(part);
      if (isProtocol && !seen.isEmpty() && !protocol) {
        quirks.report(HeaderQuirks.TRANSPORT_PROTOCOL_NOT_FIRST, "");
      }
      if (!seen.add(name)) {
        quirks.report(HeaderQuirks.TRANSPORT_DUPLICATE_PARAMETER, "");
      } else if (isProtocol) {
        protocol = protocol(builder, part);
      } else {
        parameter(builder, name, part);
      }
    }
    if (!protocol) {
      quirks.report(HeaderQuirks.TRANSPORT_WITHOUT_PROTOCOL, "");
    }
    delivery(builder, seen);
    return builder.build();
  }

  private boolean protocol(TransportHeaderBuilder builder, String part) {
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

  private void parameter(TransportHeaderBuilder builder, String name, String part) {
    String text = HeaderText.value(part);
    String value = HeaderText.strip(text);
    boolean alone = part.indexOf('=') < 0;
    if (NUMBERS.contains(name) && !alone && part.indexOf('"') >= 0) {
      quirks.report(HeaderQuirks.TRANSPORT_QUOTED_NUMBER, name);
    }
    switch (name) {
      case "unicast", "multicast" -> {
        // Told apart in delivery().
      }
      case "interleaved" -> channels(builder, value);
      case "client_port" -> builder.clientPort = ports(name, value);
      case "server_port" -> builder.serverPort = ports(name, value);
      case "port" -> builder.port = ports(name, value);
      case "ttl" -> timeToLive(builder, value);
      case "ssrc" -> ssrc(builder, value);
      default -> {
        boolean needsValue = name.equals("source") || name.equals("mode");
        if (text.isEmpty() && (!alone || needsValue)) {
          quirks.report(HeaderQuirks.TRANSPORT_EMPTY_PARAMETER, "");
        }
        text(builder, name, text);
      }
    }
  }

  private void text(TransportHeaderBuilder builder, String name, String value) {
    try {
      switch (name) {
        case "source" -> builder.source(value);
        case "destination" -> builder.destination(value);
        case "mode" -> builder.mode(value);
        default -> builder.parameter(name, value);
      }
    } catch (RtspValidationException unsendable) {
      quirks.report(HeaderQuirks.TRANSPORT_BAD_PARAMETER, "");
    }
  }

  /**
   * By the RFC, a transport that says neither is multicast; servers that leave it out mean unicast
   * (Luckfox rkipc, VLC).
   */
  private void delivery(TransportHeaderBuilder builder, Set<String> seen) {
    boolean unicast = seen.contains("unicast");
    boolean multicast = seen.contains("multicast");
    if (unicast && multicast) {
      quirks.report(HeaderQuirks.TRANSPORT_DUPLICATE_PARAMETER, "");
    } else if (!unicast && !multicast) {
      quirks.report(HeaderQuirks.TRANSPORT_WITHOUT_DELIVERY, "");
      multicast = isGroup(builder.destination) && !seen.contains("interleaved");
    }
    builder.multicast(multicast && !unicast);
  }

  private static boolean isGroup(@Nullable String address) {
    if (address == null) {
      return false;
    }
    int end = address.indexOf(address.indexOf(':') < 0 ? '.' : ':');
    String first = address.substring(0, Math.max(end, 0));
    if (address.indexOf(':') >= 0) {
      return HeaderText.lower(first).startsWith("ff");
    }
    long number = HeaderText.unsigned(first, 0xFF);
    return number >= 224 && number <= 239;
  }

  private void channels(TransportHeaderBuilder builder, String value) {
    int dash = value.indexOf('-');
    int first = channel(HeaderText.strip(value, 0, dash < 0 ? value.length() : dash));
    String rest = dash < 0 ? "" : HeaderText.strip(value, dash + 1, value.length());
    int second = rest.isEmpty() ? first | 1 : channel(rest);
    if (first < 0 || second < 0) {
      bad(HeaderQuirks.TRANSPORT_BAD_CHANNELS, value);
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
      digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
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

  private @Nullable PortPair ports(String name, String value) {
    int dash = value.indexOf('-');
    String firstText = HeaderText.strip(value, 0, dash < 0 ? value.length() : dash);
    String secondText = dash < 0 ? "" : HeaderText.strip(value, dash + 1, value.length());
    int first = (int) HeaderText.unsigned(firstText, 0xFFFF);
    int second =
        secondText.isEmpty()
            ? Math.min(first + 1, 0xFFFF)
            : (int) HeaderText.unsigned(secondText, 0xFFFF);
    if (first < 0 || second < 0) {
      bad(HeaderQuirks.TRANSPORT_BAD_PORT, value);
      return null;
    }
    reportPair(name, dash >= 0 && secondText.isEmpty(), first, second);
    return new PortPair(first, second);
  }

  /** One number alone is within the grammar (RFC 2326 §12.39), and so is any pair that ascends. */
  private void reportPair(String name, boolean open, int first, int second) {
    if (open) {
      quirks.report(HeaderQuirks.TRANSPORT_OPEN_RANGE, name);
    } else if (second < first) {
      quirks.report(HeaderQuirks.TRANSPORT_DESCENDING_RANGE, name);
    }
  }

  private void timeToLive(TransportHeaderBuilder builder, String value) {
    long ttl = HeaderText.unsigned(value, 0xFF);
    if (ttl < 0) {
      bad(HeaderQuirks.TRANSPORT_BAD_TTL, value);
    } else {
      builder.ttl((int) ttl);
    }
  }

  /** Eight hexadecimal digits by the RFC; what is longer, such as a decimal number, isn't read. */
  private void ssrc(TransportHeaderBuilder builder, String value) {
    List<String> list = HeaderText.split(value.replace('/', ','), ',');
    if (list.size() > 1) {
      quirks.report(HeaderQuirks.TRANSPORT_SEVERAL_SSRC, "");
    }
    for (String text : list) {
      boolean prefix = text.startsWith("0x") || text.startsWith("0X");
      String digits = prefix ? text.substring(2) : text;
      long ssrc = digits.length() > SSRC_DIGITS ? -1 : HeaderText.hexadecimal(digits, 0xFFFFFFFFL);
      if (ssrc >= 0) {
        if (prefix) {
          quirks.report(HeaderQuirks.TRANSPORT_SSRC_PREFIX, "");
        }
        if (digits.length() < SSRC_DIGITS) {
          quirks.report(HeaderQuirks.TRANSPORT_SHORT_SSRC, "");
        }
        builder.ssrc(ssrc);
        return;
      }
    }
    bad(HeaderQuirks.TRANSPORT_BAD_SSRC, value);
  }

  private void bad(Quirk quirk, String value) {
    quirks.report(value.isEmpty() ? HeaderQuirks.TRANSPORT_EMPTY_PARAMETER : quirk, "");
  }
}
