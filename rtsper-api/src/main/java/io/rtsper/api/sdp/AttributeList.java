package io.rtsper.api.sdp;

import io.rtsper.api.ascii.Ascii;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a session or of a media, and what is read the same way in both. Names have a
 * case (RFC 8866 §5). What is read here by a name of its own is found in another case too, if there
 * is nothing in the right one: {@code a=RTPMAP:96 H264/90000}.
 */
final class AttributeList {

  static final AttributeList EMPTY = new AttributeList(List.of());

  private final SdpAttribute[] attributes;

  /** Whether a name has a capital; else there is nothing to be found in another case. */
  private final boolean capitals;

  AttributeList(List<SdpAttribute> attributes) {
    this.attributes = attributes.toArray(new SdpAttribute[0]);
    this.capitals = hasCapitals();
  }

  private boolean hasCapitals() {
    for (SdpAttribute attribute : attributes) {
      String name = attribute.name();
      for (int i = 0; i < name.length(); i++) {
        if (name.charAt(i) >= 'A' && name.charAt(i) <= 'Z') {
          return true;
        }
      }
    }
    return false;
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

  /** Returns whether an attribute has a name, whatever its case; the name is in lower case. */
  static boolean isNamed(SdpAttribute attribute, String name) {
    String own = attribute.name();
    return own.length() == name.length() && Scan.isLowerCaseOf(name, own, 0);
  }

  private static boolean isNamed(SdpAttribute attribute, String name, boolean anyCase) {
    return anyCase ? isNamed(attribute, name) : attribute.name().equals(name);
  }

  /** Returns what can be read of the values, in their order. */
  <T> List<T> read(String name, Function<String, Optional<T>> reader) {
    List<T> all = read(name, false, reader);
    return all.isEmpty() && capitals ? read(name, true, reader) : all;
  }

  private <T> List<T> read(String name, boolean anyCase, Function<String, Optional<T>> reader) {
    List<T> all = new ArrayList<>(2);
    for (int i = 0; i < attributes.length; i++) {
      if (isNamed(attributes[i], name, anyCase)) {
        reader.apply(attributes[i].valueOrEmpty()).ifPresent(all::add);
      }
    }
    return List.copyOf(all);
  }

  /** Returns the first thing that can be read of the values. */
  <T> Optional<T> first(String name, Function<String, Optional<T>> reader) {
    Optional<T> first = first(name, false, reader);
    return first.isPresent() || !capitals ? first : first(name, true, reader);
  }

  private <T> Optional<T> first(
      String name, boolean anyCase, Function<String, Optional<T>> reader) {
    for (int i = 0; i < attributes.length; i++) {
      if (isNamed(attributes[i], name, anyCase)) {
        Optional<T> one = reader.apply(attributes[i].valueOrEmpty());
        if (one.isPresent()) {
          return one;
        }
      }
    }
    return Optional.empty();
  }

  /** Returns the first value that isn't empty, of a name in any case. */
  Optional<String> text(String name) {
    return first(name, value -> value.isEmpty() ? Optional.empty() : Optional.of(value));
  }

  /** Returns the last direction attribute: a later line corrects an earlier one. */
  Optional<MediaDirection> direction() {
    Optional<MediaDirection> direction = direction(false);
    return direction.isPresent() || !capitals ? direction : direction(true);
  }

  private Optional<MediaDirection> direction(boolean anyCase) {
    for (int i = attributes.length - 1; i >= 0; i--) {
      String name = attributes[i].name();
      Optional<MediaDirection> direction = directionNamed(anyCase ? Ascii.lower(name) : name);
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

  /**
   * Returns the usable {@code a=rtpmap} of a payload type; null if there is none. Of several, the
   * one that says what RFC 3551 says, or else the first.
   */
  @Nullable RtpMap rtpMap(int payloadType) {
    RtpMap map = rtpMap(payloadType, false);
    return map == null && capitals ? rtpMap(payloadType, true) : map;
  }

  private @Nullable RtpMap rtpMap(int payloadType, boolean anyCase) {
    RtpMap first = null;
    for (int i = 0; i < attributes.length; i++) {
      SdpAttribute attribute = attributes[i];
      if (isNamed(attribute, "rtpmap", anyCase)
          && Scan.leadingDecimal(attribute.valueOrEmpty()) == payloadType) {
        RtpMap map = RtpMap.read(attribute.valueOrEmpty());
        if (map != null && (!PayloadTypes.isStatic(payloadType) || PayloadTypes.isNamed(map))) {
          return map;
        }
        first = first == null ? map : first;
      }
    }
    return first;
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
