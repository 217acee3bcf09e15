package io.rtsper.api.media;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.text.PeerText;
import java.util.Arrays;
import java.util.Objects;

/** What is known of a format of sound. */
public final class AudioParameters implements CodecParameters {

  private final String codec;
  private final int sampleRate;
  private final int channels;
  private final int samplesPerFrame;
  private final byte[] configuration;

  private AudioParameters(
      String codec, int sampleRate, int channels, int samplesPerFrame, byte[] configuration) {
    this.codec = requireNonNull(codec, "codec");
    this.sampleRate = sampleRate;
    this.channels = channels;
    this.samplesPerFrame = samplesPerFrame;
    this.configuration = configuration;
  }

  /**
   * Returns the parameters of a format without a configuration, whose frames differ in length.
   *
   * @param codec see {@link #codec()}
   * @param sampleRate samples a second that a decoder puts out; 0 if that isn't known
   * @param channels channels that a decoder puts out; 0 if that isn't known
   * @return the parameters
   */
  public static AudioParameters of(String codec, int sampleRate, int channels) {
    return new AudioParameters(codec, sampleRate, channels, 0, new byte[0]);
  }

  /**
   * Returns the same parameters with another number of samples in each frame.
   *
   * @param samples see {@link #samplesPerFrame()}
   * @return the parameters
   */
  public AudioParameters withSamplesPerFrame(int samples) {
    return new AudioParameters(codec, sampleRate, channels, samples, configuration);
  }

  /**
   * Returns the same parameters with another configuration.
   *
   * @param bytes see {@link #configuration()}
   * @return the parameters
   */
  public AudioParameters withConfiguration(byte[] bytes) {
    return new AudioParameters(codec, sampleRate, channels, samplesPerFrame, bytes.clone());
  }

  @Override
  public String codec() {
    return codec;
  }

  /**
   * Returns how many samples a second a decoder puts out for each channel. That of G.722 is 16,000
   * though its RTP clock is 8,000; that of AAC with spectral band replication is twice that of its
   * core.
   *
   * @return the rate; 0 if it isn't known
   */
  public int sampleRate() {
    return sampleRate;
  }

  /**
   * Returns how many channels a decoder puts out.
   *
   * @return the number; 0 if it isn't known
   */
  public int channels() {
    return channels;
  }

  /**
   * Returns how many samples of a channel each frame holds, at {@link #sampleRate()}.
   *
   * @return the number; 0 if frames differ
   */
  public int samplesPerFrame() {
    return samplesPerFrame;
  }

  @Override
  public byte[] configuration() {
    return configuration.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AudioParameters that
        && codec.equals(that.codec)
        && sampleRate == that.sampleRate
        && channels == that.channels
        && samplesPerFrame == that.samplesPerFrame
        && Arrays.equals(configuration, that.configuration);
  }

  @Override
  public int hashCode() {
    return Objects.hash(codec, sampleRate, channels, Arrays.hashCode(configuration));
  }

  /** Returns codec, rate and channels, such as {@code mp4a.40.2 48000 Hz 2 channels}. */
  @Override
  public String toString() {
    return PeerText.printable(codec)
        + (sampleRate > 0 ? " " + sampleRate + " Hz" : "")
        + (channels > 0 ? " " + channels + (channels == 1 ? " channel" : " channels") : "");
  }
}
