package io.rtsper.camera;

import java.nio.ByteBuffer;
import java.util.Set;

/** RTP header extensions that say when something was taken or sent. */
public enum HeaderExtension {
  /** ONVIF's of replayed packets, profile 0xABAC: NTP time, flags, the low byte of a CSeq. */
  ONVIF_REPLAY(0, "", 0),
  /** The time of sending, as WebRTC has it: six bits of seconds and 18 of their fraction. */
  ABS_SEND_TIME(1, "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time", 3),
  /** The NTP time of the RTP timestamp in 64 bits (RFC 6051 §3.3). */
  NTP_64(2, "urn:ietf:params:rtp-hdrext:ntp-64", 8),
  /** The NTP time of the RTP timestamp in its lower 56 bits (RFC 6051 §3.3). */
  NTP_56(3, "urn:ietf:params:rtp-hdrext:ntp-56", 7);

  private static final int ONVIF_PROFILE = 0xabac;
  private static final int ONVIF_CLEAN_POINT = 0x80;
  private static final int ONE_BYTE_HEADERS = 0xbede;
  private static final int ABS_SEND_TIME_SHIFT = 14;

  private final int id;
  private final String uri;
  private final int length;

  HeaderExtension(int id, String uri, int length) {
    this.id = id;
    this.uri = uri;
    this.length = length;
  }

  /**
   * Returns the identifier that the clip's description gives it (RFC 8285 §5); 0 for ONVIF's, which
   * has none.
   */
  public int id() {
    return id;
  }

  /** Returns the line that announces it in a description, empty if none does. */
  String announcement() {
    return uri.isEmpty() ? "" : "a=extmap:" + id() + " " + uri + "\r\n";
  }

  /**
   * Writes the extension of a packet, its header included.
   *
   * <pre>
   * ONVIF:     |      0xABAC      |  length = 3  |   NTP seconds   |   NTP fraction   |
   *            |C|E|D|T|  mbz  |  CSeq  |  padding  |
   * RFC 8285:  |      0xBEDE      |    length    |  ID | len - 1 |  data ...  | zeros |
   * </pre>
   *
   * @param ntp the NTP time of the packet
   * @param cleanPoint whether a decoder can start with it
   */
  static void put(ByteBuffer out, Set<HeaderExtension> kinds, long ntp, boolean cleanPoint) {
    if (kinds.contains(ONVIF_REPLAY)) {
      out.putShort((short) ONVIF_PROFILE).putShort((short) 3).putLong(ntp);
      out.put((byte) (cleanPoint ? ONVIF_CLEAN_POINT : 0)).put((byte) 0).putShort((short) 0);
      return;
    }
    int start = out.position();
    out.putShort((short) ONE_BYTE_HEADERS).putShort((short) 0);
    for (HeaderExtension kind : kinds) {
      long value = kind == ABS_SEND_TIME ? ntp >>> ABS_SEND_TIME_SHIFT : ntp;
      out.put((byte) (kind.id() << 4 | kind.length - 1));
      for (int shift = 8 * (kind.length - 1); shift >= 0; shift -= 8) {
        out.put((byte) (value >>> shift));
      }
    }
    while ((out.position() - start) % 4 != 0) {
      out.put((byte) 0);
    }
    out.putShort(start + 2, (short) ((out.position() - start) / 4 - 1));
  }
}
