package io.rtsper.sdp;

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

  /** The text that the line is in, and where it is without its type. */
  private final String all;

  private final int from;
  private final int to;
  private final PayloadTypeSet listed = new PayloadTypeSet();

  private MediaLine(SdpText text, Findings findings, int from, int to) {
    this.text = text;
    this.findings = findings;
    this.from = from;
    this.to = to;
    all = text.text();
  }

  static MediaSection read(SdpText text, Findings findings, int from, int to) {
    return new MediaLine(text, findings, from, to).read();
  }

  private MediaSection read() {
    int mediaEnd = tokenEnd(from);
    int port = next(mediaEnd);
    int portEnd = tokenEnd(port);
    int protocol = next(portEnd);
    int protocolEnd = tokenEnd(protocol);
    int formats = next(protocolEnd);
    // "video RTP/AVP 96": the port is left out, and nothing else can be meant.
    if (isProtocol(port, portEnd)) {
      formats = protocol;
      protocol = port;
      protocolEnd = portEnd;
      portEnd = port;
    } else if (protocol == to || (!isPort(port, portEnd) && !isProtocol(protocol, protocolEnd))) {
      return unreadable(media(mediaEnd), "its m= line has no port and protocol: ");
    }
    if (Ascii.hasOddBlanks(all, from, to)) {
      findings.here(SdpQuirks.SDP_BLANKS, "has fields parted by more than one blank");
    }
    MediaDescriptionBuilder builder = MediaDescription.builder(media(mediaEnd));
    port(builder, port, portEnd);
    String name = word(protocol, protocolEnd);
    // RFC 2326's own example has a whiteboard over "UDP WB" (§10.2), which isn't RTP.
    boolean rtp =
        isRtp(name)
            && !(Ascii.is("UDP", name, 0, name.length()) && formats < to && !isNumber(formats));
    builder.protocol(name);
    List<String> listedFormats = formats(formats, rtp);
    if (listedFormats.size() == 1 && listedFormats.get(0).equals("(null)")) {
      listedFormats = List.of();
    }
    builder.formats(listedFormats);
    if (rtp && listed.isEmpty() && !listedFormats.isEmpty()) {
      return unreadable(all.substring(from, mediaEnd), "its m= line names no payload type: ");
    }
    if (rtp && !RTP_PROTOCOLS.contains(name)) {
      findings.here(
          SdpQuirks.SDP_MEDIA_PROTOCOL,
          "has the protocol " + PeerText.printable(name, MAX_QUOTED) + ", read as RTP");
    }
    return new MediaSection(
        builder, text, listed, listedFormats.isEmpty() ? all.substring(from, to) : null);
  }

  private MediaSection unreadable(String media, String why) {
    String line = all.substring(from, to);
    String problem = why + PeerText.printable(line, MAX_QUOTED);
    findings.here(SdpQuirks.SDP_MEDIA_UNREADABLE, problem);
    MediaDescriptionBuilder builder =
        MediaDescription.builder(media).protocol("").unreadable(line, problem);
    return new MediaSection(builder, text, listed, null);
  }

  private String media(int end) {
    String media = word(from, end);
    if (!MEDIA.contains(media)) {
      for (String known : MEDIA) {
        if (Ascii.is(known, media, 0, media.length())) {
          findings.here(SdpQuirks.SDP_LETTER_CASE, "names " + known + " in another case");
          return known;
        }
      }
    }
    return media;
  }

  private void port(MediaDescriptionBuilder builder, int start, int portEnd) {
    int end = indexOf('/', start, portEnd);
    int port = Ascii.number(all, start, end);
    int count = end == portEnd ? 1 : Ascii.number(all, end + 1, portEnd);
    if (port < 0 || port > 0xFFFF || count < 1) {
      findings.here(SdpQuirks.SDP_MEDIA_PORT, "has no usable port, read as 0");
      builder.port(0, 1);
    } else {
      builder.port(port, count);
    }
  }

  private List<String> formats(int start, boolean rtp) {
    List<String> formats = new ArrayList<>(2);
    int i = start;
    while (i < to) {
      int end = tokenEnd(i);
      if (formats.size() == MAX_FORMATS) {
        findings.here(
            SdpQuirks.SDP_LIMIT, "has more than " + MAX_FORMATS + " formats; the rest is left out");
        break;
      }
      String format = all.substring(i, end);
      formats.add(format);
      int payloadType = Ascii.number(all, i, end);
      if (payloadType >= 0 && payloadType < 128) {
        listed.add(payloadType);
      } else if (rtp) {
        findings.here(
            SdpQuirks.SDP_PAYLOAD_TYPE,
            "has a format that is not a payload type: " + PeerText.printable(format, MAX_QUOTED));
      }
      i = next(end);
    }
    return formats;
  }

  /** Returns a part of the line; one that nearly all lines have makes no new string. */
  private String word(int start, int end) {
    for (String usual : USUAL_WORDS) {
      if (usual.length() == end - start && all.startsWith(usual, start)) {
        return usual;
      }
    }
    return all.substring(start, end);
  }

  private boolean isPort(int start, int portEnd) {
    int digits = start < portEnd && all.charAt(start) == '-' ? start + 1 : start;
    int end = Ascii.digitsEnd(all, digits, portEnd);
    return end > digits && (end == portEnd || all.charAt(end) == '/');
  }

  private boolean isNumber(int start) {
    return Ascii.isNumber(all, start, tokenEnd(start));
  }

  private boolean isProtocol(int start, int end) {
    int slash = indexOf('/', start, end);
    return slash > start && slash < end && isRtp(word(start, end));
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

  private static boolean startsWith(String word, String text, int start) {
    return text.length() - start >= word.length()
        && Ascii.is(word, text, start, start + word.length());
  }

  private int tokenEnd(int start) {
    return Ascii.tokenEnd(all, start, to);
  }

  private int next(int start) {
    return Ascii.skipBlanks(all, start, to);
  }

  private int indexOf(char c, int start, int end) {
    return Ascii.indexOf(c, all, start, end);
  }
}
