package io.rtsper.api.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code a=rtpmap} and {@code a=fmtp} that stand under a media without their payload type, or
 * before the first media. By payload type, since a description may have a thousand of them, and as
 * many payload types to ask for.
 */
final class StrayFormats {

  static final StrayFormats NONE = new StrayFormats(Map.of());

  private final Map<Integer, Stray> byPayloadType;

  /** What is said of one payload type. */
  private record Stray(AttributeList attributes, @Nullable RtpMap map) {}

  private StrayFormats(Map<Integer, Stray> byPayloadType) {
    this.byPayloadType = byPayloadType;
  }

  /** Finds those of a session and its media. */
  static StrayFormats of(AttributeList session, List<MediaDescription> media) {
    Map<Integer, List<SdpAttribute>> found = addTo(null, session, null);
    for (int i = 0; i < media.size(); i++) {
      found = addTo(found, media.get(i).attributes, media.get(i));
    }
    if (found == null) {
      return NONE; // As nearly all have.
    }
    Map<Integer, Stray> strays = new HashMap<>();
    found.forEach((payloadType, some) -> strays.put(payloadType, stray(payloadType, some)));
    return new StrayFormats(strays);
  }

  private static @Nullable Map<Integer, List<SdpAttribute>> addTo(
      @Nullable Map<Integer, List<SdpAttribute>> found,
      AttributeList attributes,
      @Nullable MediaDescription of) {
    Map<Integer, List<SdpAttribute>> all = found;
    for (int i = 0; i < attributes.size(); i++) {
      SdpAttribute attribute = attributes.get(i);
      if (AttributeList.isNamed(attribute, "fmtp") || AttributeList.isNamed(attribute, "rtpmap")) {
        int payloadType = Scan.leadingDecimal(attribute.valueOrEmpty());
        if (payloadType >= 0 && (of == null || !of.hasPayloadType(payloadType))) {
          all = all == null ? new HashMap<>() : all;
          all.computeIfAbsent(payloadType, none -> new ArrayList<>()).add(attribute);
        }
      }
    }
    return all;
  }

  private static Stray stray(int payloadType, List<SdpAttribute> some) {
    AttributeList attributes = new AttributeList(some);
    return new Stray(attributes, attributes.rtpMap(payloadType));
  }

  /** Returns what is said of a payload type; empty if nothing is. */
  AttributeList of(int payloadType) {
    Stray stray = byPayloadType.get(payloadType);
    return stray == null ? AttributeList.EMPTY : stray.attributes;
  }

  /** Returns what a payload type stands for; null if nothing says so. */
  @Nullable RtpMap rtpMap(int payloadType) {
    Stray stray = byPayloadType.get(payloadType);
    return stray == null ? null : stray.map;
  }
}
