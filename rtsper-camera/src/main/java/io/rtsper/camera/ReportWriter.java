package io.rtsper.camera;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes the compound packets that a sender reports with: SR, SDES, and what else is asked for (RFC
 * 3550 §6.4.1, §6.5, §6.6), with a mistake if one is.
 */
final class ReportWriter {

  /**
   * What a sender reports.
   *
   * @param wallMicros its wall-clock, microseconds since 1970
   * @param timestamp the same moment as an RTP timestamp
   */
  record Report(int ssrc, long wallMicros, int timestamp, int packets, int octets) {}

  private static final int VERSION_2 = 0x80;
  private static final int VERSION_1 = 0x40;
  private static final int PADDING_BIT = 0x20;
  private static final int LENGTH_OFFSET = 2;
  private static final int PT_SENDER_REPORT = 200;
  private static final int PT_SOURCE_DESCRIPTION = 202;
  private static final int PT_BYE = 203;
  private static final int PT_EXTENDED_REPORT = 207;
  private static final int BT_RECEIVER_REFERENCE_TIME = 4;
  private static final int REPORT_WORDS = 6;

  /** Four bytes, of which the last one says how many they are. */
  private static final int PADDING_OF_A_WORD = 4;

  private static final int SDES_CNAME = 1;
  private static final int OTHER_SSRC_BITS = 0x5555_5555;
  private static final int TOO_MANY_WORDS = 100;
  private static final long NTP_EPOCH_OFFSET = 2_208_988_800L;
  private static final String CNAME = "camera@rtsper.invalid";

  private final Sender sender;

  ReportWriter(Sender sender) {
    this.sender = sender;
  }

  /** Returns a time in microseconds since 1970 as an NTP timestamp (RFC 3550 §4). */
  static long ntp(long wallMicros) {
    long seconds = Math.floorDiv(wallMicros, 1_000_000L) + NTP_EPOCH_OFFSET;
    long fraction = (Math.floorMod(wallMicros, 1_000_000L) << 32) / 1_000_000L;
    return seconds << 32 | fraction;
  }

  /** Writes a compound packet at a buffer's position, with BYE at its end if that is asked for. */
  void put(ByteBuffer out, Report report, boolean bye) {
    ReportFault fault = sender.reportFault();
    if (fault == ReportFault.DESCRIPTION_FIRST) {
      putDescription(out, report, fault);
    }
    putReport(out, report, fault);
    if (fault != ReportFault.DESCRIPTION_FIRST && fault != ReportFault.NO_DESCRIPTION) {
      putDescription(out, report, fault);
    }
    if (sender.sendsReceiverReferenceTime()) {
      putReferenceTime(out, report);
    }
    if (bye) {
      out.put((byte) (VERSION_2 | 1)).put((byte) PT_BYE).putShort((short) 1).putInt(report.ssrc());
    }
    if (fault == ReportFault.TRAILING_BYTES) {
      out.put(new byte[3]);
    } else if (fault == ReportFault.TRUNCATED) {
      out.position(out.position() - 6);
    }
  }

  private static void putReport(ByteBuffer out, Report report, @Nullable ReportFault fault) {
    int flags = VERSION_2;
    flags |= fault == ReportFault.COUNT_TOO_LARGE ? 1 : 0;
    flags |= fault == ReportFault.PADDING_IN_FIRST ? PADDING_BIT : 0;
    int ssrc = report.ssrc() ^ (fault == ReportFault.OTHER_SSRC ? OTHER_SSRC_BITS : 0);
    long time = fault == ReportFault.NO_TIME ? 0 : ntp(report.wallMicros());
    boolean padded = fault == ReportFault.PADDING_IN_FIRST;
    int words = padded ? REPORT_WORDS + 1 : REPORT_WORDS;
    out.put((byte) flags).put((byte) PT_SENDER_REPORT).putShort((short) words).putInt(ssrc);
    out.putLong(time).putInt(report.timestamp());
    out.putInt(report.packets()).putInt(report.octets());
    if (padded) {
      out.putInt(PADDING_OF_A_WORD);
    }
  }

  private static void putDescription(ByteBuffer out, Report report, @Nullable ReportFault fault) {
    int start = out.position();
    int version = fault == ReportFault.WRONG_VERSION ? VERSION_1 : VERSION_2;
    byte[] name = CNAME.getBytes(StandardCharsets.US_ASCII);
    int padding = 4 - (2 + name.length) % 4; // one to four zeros end the chunk
    out.put((byte) (version | 1)).put((byte) PT_SOURCE_DESCRIPTION).putShort((short) 0);
    out.putInt(report.ssrc());
    out.put((byte) SDES_CNAME).put((byte) name.length).put(name).put(new byte[padding]);
    int words = (out.position() - start) / 4 - 1;
    words += fault == ReportFault.LENGTH_TOO_LARGE ? TOO_MANY_WORDS : 0;
    out.putShort(start + LENGTH_OFFSET, (short) words);
  }

  /** Writes an XR with one receiver reference time report block (RFC 3611 §2, §4.4). */
  private static void putReferenceTime(ByteBuffer out, Report report) {
    out.put((byte) VERSION_2).put((byte) PT_EXTENDED_REPORT).putShort((short) 4);
    out.putInt(report.ssrc());
    out.put((byte) BT_RECEIVER_REFERENCE_TIME).put((byte) 0).putShort((short) 2);
    out.putLong(ntp(report.wallMicros()));
  }
}
