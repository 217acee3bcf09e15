package io.rtsper.camera;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compound RTCP packet that a client sent, with what is known of its packets (RFC 3550 §6, RFC
 * 4585 §6.3.1, RFC 5104 §4.3.1, RFC 3611 §4.5).
 *
 * @param track the track that it came for, from 0
 * @param types the packet types in their order, such as 201, 202
 * @param reports the report blocks of its RRs
 * @param cname the canonical name of its SDES, null if there is none
 * @param byes the sources that its BYEs name
 * @param pictureLossIndications the media sources that its PLIs ask for a picture of
 * @param fullIntraRequests the entries of its FIRs
 * @param receiverDelays the sub-blocks of the DLRR blocks of its XRs
 * @param fault what makes the rest unreadable, null if all of it was read
 * @param hex the packet as it came, in hexadecimal
 */
public record ClientRtcp(
    int track,
    List<Integer> types,
    List<ReceiverReport> reports,
    @Nullable String cname,
    List<Integer> byes,
    List<Integer> pictureLossIndications,
    List<FullIntraRequest> fullIntraRequests,
    List<ReceiverDelay> receiverDelays,
    @Nullable String fault,
    String hex) {

  /**
   * An entry of a FIR.
   *
   * @param ssrc the media source that a key frame is asked of
   * @param sequence the number of the request
   */
  public record FullIntraRequest(int ssrc, int sequence) {}

  /**
   * A sub-block of DLRR.
   *
   * @param ssrc the receiver whose reference time is answered
   * @param lastReceiverReference the middle 32 bits of that time
   * @param delay the time since it came, in 1/65536 s
   */
  public record ReceiverDelay(int ssrc, int lastReceiverReference, long delay) {}

  private static final int HEADER = 4;
  private static final int PT_SENDER_REPORT = 200;
  private static final int PT_RECEIVER_REPORT = 201;
  private static final int PT_SOURCE_DESCRIPTION = 202;
  private static final int PT_BYE = 203;
  private static final int PT_PAYLOAD_FEEDBACK = 206;
  private static final int PT_EXTENDED_REPORT = 207;
  private static final int FMT_PICTURE_LOSS = 1;
  private static final int FMT_FULL_INTRA = 4;
  private static final int BT_DELAY_SINCE_LAST_RR = 5;
  private static final int SDES_CNAME = 1;
  private static final int FEEDBACK_HEADER = 12;
  private static final int FULL_INTRA_ENTRY = 8;
  private static final int DELAY_ENTRY = 12;

  /** Returns whether it begins as each compound has to: with a report (RFC 3550 §6.1). */
  boolean beginsWithReport() {
    return !types.isEmpty()
        && (types.get(0) == PT_RECEIVER_REPORT || types.get(0) == PT_SENDER_REPORT);
  }

  static ClientRtcp parse(int track, byte[] compound) {
    return new Reader(track, compound).read();
  }

  /** Reads one compound packet. */
  private static final class Reader {

    private final int track;
    private final byte[] bytes;
    private final ByteBuffer in;
    private final List<Integer> types = new ArrayList<>();
    private final List<ReceiverReport> reports = new ArrayList<>();
    private final List<Integer> byes = new ArrayList<>();
    private final List<Integer> pictureLosses = new ArrayList<>();
    private final List<FullIntraRequest> fullIntras = new ArrayList<>();
    private final List<ReceiverDelay> delays = new ArrayList<>();
    private @Nullable String cname;

    Reader(int track, byte[] bytes) {
      this.track = track;
      this.bytes = bytes.clone();
      this.in = ByteBuffer.wrap(this.bytes);
    }

    ClientRtcp read() {
      String fault = null;
      int at = 0;
      while (at < bytes.length && fault == null) {
        int left = bytes.length - at;
        if (left < HEADER || (bytes[at] & 0xc0) != 0x80) {
          fault = "no RTCP packet of version 2 at " + at;
        } else {
          int length = HEADER + 4 * (in.getShort(at + 2) & 0xffff);
          if (length > left) {
            fault = "the packet at " + at + " claims " + length + " bytes, of which are " + left;
          } else {
            fault = packet(at, length);
            at += length;
          }
        }
      }
      return new ClientRtcp(
          track,
          List.copyOf(types),
          List.copyOf(reports),
          cname,
          List.copyOf(byes),
          List.copyOf(pictureLosses),
          List.copyOf(fullIntras),
          List.copyOf(delays),
          fault,
          HexFormat.of().formatHex(bytes));
    }

    private @Nullable String packet(int at, int length) {
      int type = bytes[at + 1] & 0xff;
      types.add(type);
      try {
        switch (type) {
          case PT_RECEIVER_REPORT -> receiverReport(at, length);
          case PT_SOURCE_DESCRIPTION -> description(at, at + length);
          case PT_BYE -> goodbye(at, at + length);
          case PT_PAYLOAD_FEEDBACK -> feedback(at, at + length);
          case PT_EXTENDED_REPORT -> extendedReport(at, at + length);
          default -> {
            // kept as bytes
          }
        }
        return null;
      } catch (IndexOutOfBoundsException e) {
        return "the packet of type " + type + " at " + at + " is shorter than its content";
      }
    }

    private int count(int at) {
      return bytes[at] & 0x1f;
    }

    private void receiverReport(int at, int length) {
      int blocks = count(at);
      if (length < 8 + blocks * ReceiverReport.BLOCK) {
        throw new IndexOutOfBoundsException();
      }
      for (int i = 0; i < Math.max(1, blocks); i++) {
        reports.add(
            ReceiverReport.read(
                track, in, at, i < blocks ? at + 8 + i * ReceiverReport.BLOCK : -1));
      }
    }

    private void description(int at, int end) {
      int item = at + 8; // of the first chunk, which is the client's own
      while (count(at) > 0 && item + 1 < end && bytes[item] != 0) {
        int length = bytes[item + 1] & 0xff;
        if (item + 2 + length > end) {
          throw new IndexOutOfBoundsException();
        }
        if (bytes[item] == SDES_CNAME) {
          cname = new String(bytes, item + 2, length, StandardCharsets.UTF_8);
        }
        item += 2 + length;
      }
    }

    private void goodbye(int at, int end) {
      for (int i = 0; i < count(at); i++) {
        byes.add(intAt(at + 4 + 4 * i, end));
      }
    }

    private void feedback(int at, int end) {
      if (count(at) == FMT_PICTURE_LOSS) {
        pictureLosses.add(intAt(at + 8, end));
      } else if (count(at) == FMT_FULL_INTRA) {
        for (int i = at + FEEDBACK_HEADER; i < end; i += FULL_INTRA_ENTRY) {
          fullIntras.add(new FullIntraRequest(intAt(i, end), intAt(i + 4, end) >>> 24));
        }
      }
    }

    private void extendedReport(int at, int end) {
      int block = at + 8;
      while (block + HEADER <= end) {
        int next = block + HEADER + 4 * (in.getShort(block + 2) & 0xffff);
        if (next > end) {
          throw new IndexOutOfBoundsException();
        }
        if (bytes[block] == BT_DELAY_SINCE_LAST_RR) {
          for (int i = block + HEADER; i < next; i += DELAY_ENTRY) {
            long delay = Integer.toUnsignedLong(intAt(i + 8, next));
            delays.add(new ReceiverDelay(intAt(i, next), intAt(i + 4, next), delay));
          }
        }
        block = next;
      }
    }

    private int intAt(int at, int end) {
      if (at + 4 > end) {
        throw new IndexOutOfBoundsException();
      }
      return in.getInt(at);
    }
  }
}
