package io.rtsper.api.media;

import static java.util.Objects.requireNonNull;

/** What is known of a format that is neither video nor audio, such as metadata or text. */
public final class DataParameters implements CodecParameters {

  private final String codec;

  private DataParameters(String codec) {
    this.codec = requireNonNull(codec, "codec");
  }

  /**
   * Returns the parameters of a format that has a name and nothing else.
   *
   * @param codec see {@link #codec()}
   * @return the parameters
   */
  public static DataParameters of(String codec) {
    return new DataParameters(codec);
  }

  @Override
  public String codec() {
    return codec;
  }

  @Override
  public byte[] configuration() {
    return new byte[0];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DataParameters that && codec.equals(that.codec);
  }

  @Override
  public int hashCode() {
    return codec.hashCode();
  }

  /** Returns the codec. */
  @Override
  public String toString() {
    return codec;
  }
}
