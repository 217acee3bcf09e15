package io.rtsper.sdp;

import io.rtsper.api.Quirks;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.MediaDescriptionBuilder;
import io.rtsper.api.text.PeerText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads {@code <media> <port>[/<count>] <protocol> <format> …} (RFC 8866 §5.14). */
final class MediaLine {

  /** The most formats of a media. */
  static final int MAX_FORMATS = 64;

  /** How many characters of a line a warning quotes. */
  static final int MAX_QUOTED = 80;

  private static final Set<String> MEDIA =
      Set.of("video", "audio", "application", "text", "message", "image", "metadata");

  /** The registered protocols over which RTP goes; what else is taken for RTP is a quirk. */
  private static final Set<String> RTP_PROTOCOLS =
      Set.of(
          "RTP/AVP",
          "RTP/AVPF",
          "RTP/SAVP",
          "RTP/SAVPF",
          "TCP/RTP/AVP",
          "TCP/RTP/AVPF",
          "TCP/RTP/SAVP",
          "TCP/RTP/SAVPF",
          "UDP/TLS/RTP/SAVP",
          "UDP/TLS/RTP/SAVPF",
          "TCP/DTLS/RTP/SAVP",
          "TCP/DTLS/RTP/SAVPF");

  private static final String[] USUAL_WORDS = {"0", "video", "audio", "application", "RTP/AVP"};

  private final SdpText text;
  private final Findings findings;
  private final String line;
  private final PayloadTypeSet listed = new PayloadTypeSet();

  private MediaLine(SdpText text, Findings findings, String line) {
    this.text = text;
    this.findings = findings;
    this.line = line;
  }

  static MediaSection read(SdpText text, Findings findings, int from, int to) {
    return new MediaLine(text, findings, text.substring(from, to)).read();
  }

  private MediaSection read() {
    int mediaEnd = tokenEnd(0);
    int port = next(mediaEnd);
    int portEnd = tokenEnd(port);
    int protocol = next(portEnd);
    int protocolEnd = tokenEnd(protocol);
    int formats = next(protocolEnd);
    // "video RTP/AVP 96": the port is left out, and nothing else can be meant.
    if (isProtocol(word(port, portEnd))) {
      formats = protocol;
      protocol = port;
      protocolEnd = portEnd;
      portEnd = port;
    } else if (protocol == line.length()
        || (!isPort(port, portEnd) && !isProtocol(word(protocol, protocolEnd)))) {
      return unreadable(media(mediaEnd), "its m= line has no port and protocol: ");
    }
    if (Ascii.hasOddBlanks(line, 0, line.length())) {
      findings.here(Quirks.SDP_BLANKS, "has fields parted by more than one blank");
    }
    MediaDescriptionBuilder builder = MediaDescription.builder(media(mediaEnd));
    port(builder, port, portEnd);
    String name = word(protocol, protocolEnd);
    boolean rtp = isRtp(name);
    builder.protocol(name);
    List<String> listedFormats = formats(formats, rtp);
    if (listedFormats.size() == 1 && listedFormats.get(0).equals("(null)")) {
      listedFormats = List.of();
    }
    builder.formats(listedFormats);
    if (rtp && listed.isEmpty() && !listedFormats.isEmpty()) {
      return unreadable(line.substring(0, mediaEnd), "its m= line names no payload type: ");
    }
    if (rtp && !RTP_PROTOCOLS.contains(name)) {
      findings.here(
          Quirks.SDP_MEDIA_PROTOCOL,
          "has the protocol " + PeerText.printable(name, MAX_QUOTED) + ", read as RTP");
    }
    return new MediaSection(builder, text, line, listed, listedFormats.isEmpty());
  }

  private MediaSection unreadable(String media, String why) {
    String problem = why + PeerText.printable(line, MAX_QUOTED);
    findings.here(Quirks.SDP_MEDIA_UNREADABLE, problem);
    MediaDescriptionBuilder builder =
        MediaDescription.builder(media).protocol("").unreadable(line, problem);
    return new MediaSection(builder, text, line, listed, false);
  }

  private String media(int end) {
    String media = word(0, end);
    if (!MEDIA.contains(media)) {
      for (String known : MEDIA) {
        if (Ascii.is(known, media, 0, end)) {
          findings.here(Quirks.SDP_LETTER_CASE, "names " + known + " in another case");
          return known;
        }
      }
    }
    return media;
  }

  private void port(MediaDescriptionBuilder builder, int from, int to) {
    int slash = line.indexOf('/', from);
    int end = slash < 0 || slash > to ? to : slash;
    int port = Ascii.number(line, from, end);
    int count = end == to ? 1 : Ascii.number(line, end + 1, to);
    if (port < 0 || port > 0xFFFF || count < 1) {
      findings.here(Quirks.SDP_MEDIA_PORT, "has no usable port, read as 0");
      builder.port(0, 1);
    } else {
      builder.port(port, count);
    }
  }

  private List<String> formats(int from, boolean rtp) {
    List<String> formats = new ArrayList<>(2);
    int i = from;
    while (i < line.length()) {
      int end = tokenEnd(i);
      if (formats.size() == MAX_FORMATS) {
        findings.here(
            Quirks.SDP_LIMIT, "has more than " + MAX_FORMATS + " formats; the rest is left out");
        break;
      }
      formats.add(line.substring(i, end));
      int payloadType = Ascii.number(line, i, end);
      if (payloadType >= 0 && payloadType < 128) {
        listed.add(payloadType);
      } else if (rtp) {
        findings.here(
            Quirks.SDP_PAYLOAD_TYPE,
            "has a format that is not a payload type: "
                + PeerText.printable(line.substring(i, end), MAX_QUOTED));
      }
      i = next(end);
    }
    return formats;
  }

  /** Returns a part of the line; one that nearly all lines have makes no new string. */
  private String word(int from, int to) {
    for (String usual : USUAL_WORDS) {
      if (usual.length() == to - from && line.startsWith(usual, from)) {
        return usual;
      }
    }
    return line.substring(from, to);
  }

  private boolean isPort(int from, int to) {
    int digits = from < to && line.charAt(from) == '-' ? from + 1 : from;
    int end = Ascii.digitsEnd(line, digits, to);
    return end > digits && (end == to || line.charAt(end) == '/');
  }

  private static boolean isProtocol(String token) {
    return isRtp(token) && token.indexOf('/') > 0;
  }

  /** Whether RTP goes over a protocol. Plain UDP is what some write who mean RTP over UDP. */
  private static boolean isRtp(String protocol) {
    int length = protocol.length();
    return protocol.equals("RTP/AVP")
        || startsWith("RTP/", protocol, 0)
        || startsWith("MP2T/", protocol, 0)
        || Ascii.is("RTP", protocol, 0, length)
        || Ascii.is("UDP", protocol, 0, length)
        || containsRtp(protocol);
  }

  private static boolean containsRtp(String protocol) {
    int slash = protocol.indexOf('/');
    while (slash >= 0) {
      if (startsWith("/RTP/", protocol, slash)) {
        return true;
      }
      slash = protocol.indexOf('/', slash + 1);
    }
    return false;
  }

  private static boolean startsWith(String word, String text, int from) {
    return text.length() - from >= word.length()
        && Ascii.is(word, text, from, from + word.length());
  }

  private int tokenEnd(int from) {
    return Ascii.tokenEnd(line, from, line.length());
  }

  private int next(int from) {
    return Ascii.skipBlanks(line, from, line.length());
  }
}
