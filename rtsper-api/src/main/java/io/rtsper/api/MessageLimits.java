package io.rtsper.api;

/**
 * How large a message of the peer may be. What goes past a limit is an {@link
 * RtspProtocolException}; nothing is allocated on a peer's word before its limit is checked.
 *
 * @param maxLineBytes the longest start line or header line, folded lines counted together
 * @param maxHeaders the most header fields in a message
 * @param maxHeaderBytes the most bytes of start line and headers together
 * @param maxBodyBytes the largest body
 */
public record MessageLimits(
    int maxLineBytes, int maxHeaders, int maxHeaderBytes, int maxBodyBytes) {

  /** 8 KiB a line, 128 headers, 64 KiB of headers, 256 KiB of body. */
  public static final MessageLimits DEFAULT = new MessageLimits(8 << 10, 128, 64 << 10, 256 << 10);

  private static final int MAX_BODY = 4 << 20;

  /**
   * Checks the limits.
   *
   * @throws RtspValidationException if one isn't positive, or the body's is above 4 MiB
   */
  public MessageLimits {
    if (maxLineBytes < 64 || maxHeaders < 1 || maxHeaderBytes < maxLineBytes) {
      throw new RtspValidationException(
          "message limits: a line needs 64 bytes, a message one header, and all headers at least one line");
    }
    if (maxBodyBytes < 0 || maxBodyBytes > MAX_BODY) {
      throw new RtspValidationException(
          "message limits: the body's is from 0 to " + MAX_BODY + " bytes");
    }
  }
}
