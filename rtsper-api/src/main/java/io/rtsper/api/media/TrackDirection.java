package io.rtsper.api.media;

/** Which way the packets of a track go. */
public enum TrackDirection {
  /** From the server to the client. */
  RECEIVE,
  /** From the client to the server: a back channel, such as one to the loudspeaker of a camera. */
  SEND
}
