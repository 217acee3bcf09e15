package io.rtsper.api.sdp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The attributes of a session or of a media, and what is read the same way in both. */
final class AttributeList {

  static final AttributeList EMPTY = new AttributeList(List.of());

  private final SdpAttribute[] attributes;

  AttributeList(List<SdpAttribute> attributes) {
    this.attributes = attributes.toArray(new SdpAttribute[0]);
  }

  List<SdpAttribute> asList() {
    return List.of(attributes);
  }

  int size() {
    return attributes.length;
  }

  SdpAttribute get(int index) {
    return attributes[index];
  }

  boolean has(String name) {
    for (int i = 0; i < attributes.length; i++) {
      if (attributes[i].name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the first value that isn't empty. */
  Optional<String> value(String name) {
    for (int i = 0; i < attributes.length; i++) {
      SdpAttribute attribute = attributes[i];
      if (attribute.name().equals(name) && !attribute.valueOrEmpty().isEmpty()) {
        return Optional.of(attribute.valueOrEmpty());
      }
    }
    return Optional.empty();
  }

  List<String> values(String name) {
    return read(name, Optional::of);
  }

  /** Returns what can be read of the values, in their order. */
  <T> List<T> read(String name, Function<String, Optional<T>> reader) {
    List<T> all = new ArrayList<>(2);
    for (int i = 0; i < attributes.length; i++) {
      SdpAttribute attribute = attributes[i];
      if (attribute.name().equals(name)) {
        Optional<T> one = reader.apply(attribute.valueOrEmpty());
        one.ifPresent(all::add);
      }
    }
    return List.copyOf(all);
  }

  /** Returns the first thing that can be read of the values. */
  <T> Optional<T> first(String name, Function<String, Optional<T>> reader) {
    for (int i = 0; i < attributes.length; i++) {
      SdpAttribute attribute = attributes[i];
      if (attribute.name().equals(name)) {
        Optional<T> one = reader.apply(attribute.valueOrEmpty());
        if (one.isPresent()) {
          return one;
        }
      }
    }
    return Optional.empty();
  }

  /** Returns the last direction attribute: a later line corrects an earlier one. */
  Optional<MediaDirection> direction() {
    for (int i = attributes.length - 1; i >= 0; i--) {
      Optional<MediaDirection> direction = directionNamed(attributes[i].name());
      if (direction.isPresent()) {
        return direction;
      }
    }
    return Optional.empty();
  }

  static Optional<MediaDirection> directionNamed(String name) {
    if (name.length() != "sendrecv".length()) {
      return Optional.empty(); // As are most: all four have the same length.
    }
    return switch (name) {
      case "sendrecv" -> Optional.of(MediaDirection.SENDRECV);
      case "sendonly" -> Optional.of(MediaDirection.SENDONLY);
      case "recvonly" -> Optional.of(MediaDirection.RECVONLY);
      case "inactive" -> Optional.of(MediaDirection.INACTIVE);
      default -> Optional.empty();
    };
  }

  /** Returns the usable {@code a=rtpmap} of a payload type; null if there is none. */
  @Nullable RtpMap rtpMap(int payloadType) {
    for (int i = 0; i < attributes.length; i++) {
      SdpAttribute attribute = attributes[i];
      if (attribute.name().equals("rtpmap")
          && Scan.leadingDecimal(attribute.valueOrEmpty()) == payloadType) {
        RtpMap map = RtpMap.read(attribute.valueOrEmpty());
        if (map != null) {
          return map;
        }
      }
    }
    return null;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AttributeList list && Arrays.equals(attributes, list.attributes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(attributes);
  }

  @Override
  public String toString() {
    return Arrays.toString(attributes);
  }
}
