package io.rtsper.api.media;

/** What a track carries (RFC 8866 §5.14). */
public enum MediaKind {
  /** Moving pictures. */
  VIDEO,
  /** Sound. */
  AUDIO,
  /** Anything else, such as the metadata of ONVIF. */
  APPLICATION,
  /** Text. */
  TEXT,
  /** A kind that isn't known here. */
  OTHER
}
