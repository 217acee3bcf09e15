package io.rtsper.sdp;

import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.MediaDescriptionBuilder;
import io.rtsper.api.sdp.RtpMap;
import io.rtsper.api.sdp.SdpAttribute;
import io.rtsper.api.text.PeerText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A media while its lines are read. */
final class MediaSection {

  final MediaDescriptionBuilder builder;

  /** How many lines of a type there are so far. */
  int connections;

  int bandwidths;

  /** Where the {@code m=} line is. */
  private final int lineNumber;

  private final int lineStart;
  private final int lineEnd;

  /** The line without its type where it names no formats, or null. */
  private final @Nullable String withoutFormats;

  private final PayloadTypeSet listed;
  private final PayloadTypeSet mapped = new PayloadTypeSet();

  MediaSection(
      MediaDescriptionBuilder builder,
      SdpText text,
      PayloadTypeSet listed,
      @Nullable String withoutFormats) {
    this.builder = builder;
    this.listed = listed;
    this.withoutFormats = withoutFormats;
    lineNumber = text.lineNumber();
    lineStart = text.lineStart();
    lineEnd = text.lineEnd();
  }

  /** Returns whether the media may have a payload type; a line that names none says nothing. */
  boolean has(int payloadType) {
    return listed.isEmpty() || listed.contains(payloadType);
  }

  /** Notes that {@code a=rtpmap} says what a payload type stands for; false if one did before. */
  boolean mapped(int payloadType) {
    return mapped.add(payloadType);
  }

  /** Returns whether the value of an {@code a=rtpmap} says otherwise than the first of its kind. */
  boolean contradicts(String value) {
    RtpMap map = RtpMap.parse(value).orElse(null);
    for (SdpAttribute attribute : builder.attributes()) {
      RtpMap first =
          isRtpMap(attribute) ? RtpMap.parse(attribute.valueOrEmpty()).orElse(null) : null;
      if (map != null && first != null && first.payloadType() == map.payloadType()) {
        return first.clockRate() != map.clockRate()
            || Math.max(first.channels(), 1) != Math.max(map.channels(), 1)
            || !Ascii.is(first.encoding(), map.encoding(), 0, map.encoding().length());
      }
    }
    return false;
  }

  private static boolean isRtpMap(SdpAttribute attribute) {
    String name = attribute.name();
    return Ascii.is("rtpmap", name, 0, name.length());
  }

  /** Takes the payload types from {@code a=rtpmap} if the line names none. */
  void end(Findings findings) {
    String line = withoutFormats;
    if (line == null) {
      return;
    }
    List<String> formats = new ArrayList<>();
    for (SdpAttribute attribute : builder.attributes()) {
      if (isRtpMap(attribute) && formats.size() < MediaLine.MAX_FORMATS) {
        RtpMap map = RtpMap.parse(attribute.valueOrEmpty()).orElse(null);
        if (map != null && listed.add(map.payloadType())) {
          formats.add(Integer.toString(map.payloadType()));
        }
      }
    }
    if (formats.isEmpty()) {
      String problem =
          "its m= line names no payload type: " + PeerText.printable(line, MediaLine.MAX_QUOTED);
      builder.unreadable(line, problem);
      findings.at(lineNumber, lineStart, lineEnd, SdpQuirks.SDP_MEDIA_UNREADABLE, problem);
    } else {
      builder.formats(formats);
      findings.at(
          lineNumber,
          lineStart,
          lineEnd,
          SdpQuirks.SDP_NO_PAYLOAD_TYPE,
          "names no payload type; taken from a=rtpmap: " + formats);
    }
  }

  /** Tells the payload types that neither {@code a=rtpmap} nor RFC 3551 describes. */
  void tellUnknownFormats(Findings findings, MediaDescription description) {
    if (description.problem().isPresent() || listed.sameAs(mapped)) {
      return;
    }
    for (int payloadType : description.payloadTypes()) {
      if (!mapped.contains(payloadType) && description.rtpMap(payloadType).isEmpty()) {
        findings.at(
            lineNumber,
            lineStart,
            lineEnd,
            SdpQuirks.SDP_NO_RTPMAP,
            "names payload type " + payloadType + ", which nothing describes");
      }
    }
  }
}
