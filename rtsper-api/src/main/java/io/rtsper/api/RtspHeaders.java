package io.rtsper.api;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.ascii.Ascii;
import io.rtsper.api.text.PeerText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The header fields of a message, in the order in which they stand on the wire. Names compare
 * without regard to case (RFC 2326 §4.2); a name may stand more than once.
 *
 * <p>Immutable. {@link #toString()} leaves out what could give credentials away.
 */
public final class RtspHeaders {

  private static final RtspHeaders EMPTY = new RtspHeaders(new String[0]);

  /** How many characters of a value {@link #toString()} shows. */
  private static final int MAX_PRINTED = 2000;

  /** Names and values in turn. */
  private final String[] fields;

  private RtspHeaders(String[] fields) {
    this.fields = fields;
  }

  /**
   * Returns headers without a field.
   *
   * @return the empty headers
   */
  public static RtspHeaders empty() {
    return EMPTY;
  }

  /**
   * Returns headers with these fields.
   *
   * @param namesAndValues names and values in turn
   * @return the headers
   * @throws RtspValidationException if a name isn't a token or a value holds CR, LF or NUL
   */
  public static RtspHeaders of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new RtspValidationException(
          "headers are given as names and values in turn; the last value is missing");
    }
    Builder builder = builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      builder.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return builder.build();
  }

  /**
   * Returns a builder without a field.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns a builder that starts with these fields.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.fields.addAll(Arrays.asList(fields));
    return builder;
  }

  /**
   * Returns how many fields there are, each repetition counted.
   *
   * @return the number of fields
   */
  public int size() {
    return fields.length / 2;
  }

  /**
   * Returns the name of a field as it was written.
   *
   * @param index from 0 to {@link #size()} - 1
   * @return the name
   */
  public String name(int index) {
    return fields[2 * index];
  }

  /**
   * Returns the value of a field, without the white space around it.
   *
   * @param index from 0 to {@link #size()} - 1
   * @return the value
   */
  public String value(int index) {
    return fields[2 * index + 1];
  }

  /**
   * Returns the value of the first field of this name.
   *
   * @param name the name, in any case
   * @return the value, or empty if there is no such field
   */
  public Optional<String> first(String name) {
    requireNonNull(name, "name");
    for (int i = 0; i < fields.length; i += 2) {
      if (Ascii.equalsIgnoreCase(fields[i], name)) {
        return Optional.of(fields[i + 1]);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the values of all fields of this name, in their order.
   *
   * @param name the name, in any case
   * @return the values; empty if there is no such field
   */
  public List<String> all(String name) {
    requireNonNull(name, "name");
    List<String> values = new ArrayList<>(2);
    for (int i = 0; i < fields.length; i += 2) {
      if (Ascii.equalsIgnoreCase(fields[i], name)) {
        values.add(fields[i + 1]);
      }
    }
    return List.copyOf(values);
  }

  /**
   * Returns whether there is a field of this name.
   *
   * @param name the name, in any case
   * @return true if there is one
   */
  public boolean contains(String name) {
    return first(name).isPresent();
  }

  /**
   * Passes each field's name and value on, in their order.
   *
   * @param action what is called for each field
   */
  public void forEach(BiConsumer<? super String, ? super String> action) {
    for (int i = 0; i < fields.length; i += 2) {
      action.accept(fields[i], fields[i + 1]);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RtspHeaders that && Arrays.equals(fields, that.fields);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(fields);
  }

  /** Returns one line a field, with credentials redacted. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      out.append(PeerText.printable(fields[i]))
          .append(": ")
          .append(PeerText.printableHeader(fields[i], fields[i + 1], MAX_PRINTED))
          .append('\n');
    }
    return out.toString();
  }

  /**
   * Returns these headers if they can be sent; those that a peer sent may hold anything.
   *
   * @throws RtspValidationException if a name isn't a token or a value holds CR, LF or NUL
   */
  RtspHeaders requireSendable() {
    forEach(RtspHeaders::checkField);
    return this;
  }

  private static void checkField(String name, String value) {
    if (!Ascii.isToken(name)) {
      throw new RtspValidationException(
          "not a header name: \"" + PeerText.printable(name, 60) + "\"; a name is a token");
    }
    int bad = Ascii.lineBreak(value);
    if (bad >= 0) {
      throw new RtspValidationException(
          "the value of header "
              + name
              + " holds a line break or NUL at index "
              + bad
              + ", which can't be sent");
    }
  }

  /** Builds {@link RtspHeaders}. Not safe for use by several threads. */
  public static final class Builder {

    private final List<String> fields = new ArrayList<>();

    private Builder() {}

    /**
     * Adds a field behind the others.
     *
     * @param name a token
     * @param value the value; white space around it is dropped
     * @return this builder
     * @throws RtspValidationException if the name isn't a token or the value holds CR, LF or NUL
     */
    public Builder add(String name, String value) {
      requireNonNull(name, "name");
      requireNonNull(value, "value");
      checkField(name, value);
      fields.add(name);
      fields.add(value.strip());
      return this;
    }

    /**
     * Adds a field that a peer sent, as it was read.
     *
     * <p>For readers of the wire: nothing is checked but that the name isn't empty, so that what a
     * camera sends stays visible as it is.
     *
     * @param name the name as it was written
     * @param value the value without the white space around it
     * @return this builder
     */
    public Builder addReceived(String name, String value) {
      fields.add(requireNonNull(name, "name"));
      fields.add(requireNonNull(value, "value"));
      return this;
    }

    /**
     * Puts one field in the place of all of this name.
     *
     * @param name a token
     * @param value the value
     * @return this builder
     * @throws RtspValidationException if the name isn't a token or the value holds CR, LF or NUL
     */
    public Builder set(String name, String value) {
      return remove(name).add(name, value);
    }

    /**
     * Adds all fields of other headers behind these.
     *
     * @param headers the headers to add
     * @return this builder
     */
    public Builder addAll(RtspHeaders headers) {
      fields.addAll((Collection<String>) Arrays.asList(headers.fields));
      return this;
    }

    /**
     * Removes all fields of this name.
     *
     * @param name the name, in any case
     * @return this builder
     */
    public Builder remove(String name) {
      requireNonNull(name, "name");
      for (int i = fields.size() - 2; i >= 0; i -= 2) {
        if (Ascii.equalsIgnoreCase(fields.get(i), name)) {
          fields.remove(i + 1);
          fields.remove(i);
        }
      }
      return this;
    }

    /**
     * Returns the headers built so far.
     *
     * @return the headers
     */
    public RtspHeaders build() {
      return fields.isEmpty() ? EMPTY : new RtspHeaders(fields.toArray(new String[0]));
    }
  }
}
