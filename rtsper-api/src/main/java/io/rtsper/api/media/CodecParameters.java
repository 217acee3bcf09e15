package io.rtsper.api.media;

import io.rtsper.api.DoNotImplement;

/** What a decoder has to know before the first frame of a format. */
@DoNotImplement
public interface CodecParameters {

  /**
   * Returns the format as it is named in the {@code codecs} parameter of media types (RFC 6381).
   *
   * @return such as {@code avc1.64001f}
   */
  String codec();
}
