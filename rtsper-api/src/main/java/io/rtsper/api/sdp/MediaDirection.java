package io.rtsper.api.sdp;

/**
 * Which way media flows (RFC 8866 §6.7). In the answer to DESCRIBE it is written from the client's
 * side, as ONVIF has it: {@link #RECVONLY} is what a client plays, {@link #SENDONLY} a back
 * channel.
 */
public enum MediaDirection {
  /** Both ways. */
  SENDRECV,
  /** The client sends: a back channel. */
  SENDONLY,
  /** The client receives. */
  RECVONLY,
  /** Neither way. */
  INACTIVE
}
