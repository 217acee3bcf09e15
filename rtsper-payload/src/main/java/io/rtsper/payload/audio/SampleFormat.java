package io.rtsper.payload.audio;

/**
 * A format of samples one behind the other, of which each channel's has the same bits.
 *
 * @param codec its name for the API
 * @param bits bits of a channel's sample
 * @param rate samples a second that it stands for; 0 for the track's clock rate
 */
record SampleFormat(String codec, int bits, int rate) {

  SampleFormat(String codec, int bits) {
    this(codec, bits, 0);
  }
}
