package io.rtsper.core.message;

import static io.rtsper.core.message.WireExample.frame;
import static io.rtsper.core.message.WireExample.lines;
import static io.rtsper.core.message.WireExample.of;

import java.util.List;

/** Interleaved frames, what stands between messages, and connections that end. */
final class StreamExamples {

  private static final String OK = lines("RTSP/1.0 200 OK", "CSeq: 1");
  private static final String OK_READ = "200 OK|CSeq: 1";
  private static final String RTP = frame(0, "80e0000100000002000000030405");
  private static final String RTP_READ = "$0 80e0000100000002000000030405";
  private static final String RTCP = frame(1, "80c9000100000003");
  private static final String RTCP_READ = "$1 80c9000100000003";

  private StreamExamples() {}

  static List<WireExample> all() {
    return List.of(
        of("P13 line breaks before a response", "\r\n\r\n" + OK)
            .gives(OK_READ)
            .with(MessageQuirks.STRAY_BYTES_BETWEEN_MESSAGES),
        of(
                "P13 (retina row 4, retina 0.3.8): CRLF before a frame",
                OK + "\r\n" + RTP + "\r\n" + RTP)
            .gives(OK_READ, RTP_READ, RTP_READ)
            .with(
                MessageQuirks.STRAY_BYTES_BETWEEN_MESSAGES,
                MessageQuirks.STRAY_BYTES_BETWEEN_MESSAGES),
        of("P13 NUL behind a body", lines("RTSP/1.0 200 OK", "Content-Length: 2") + "ab\0" + OK)
            .gives("200 OK|Content-Length: 2|>ab", OK_READ)
            .with(MessageQuirks.STRAY_BYTES_BETWEEN_MESSAGES),
        of("P13 64 line breaks", "\n".repeat(64) + OK)
            .gives(OK_READ)
            .with(MessageQuirks.STRAY_BYTES_BETWEEN_MESSAGES),
        of("P13 65 line breaks are garbage", "\n".repeat(65) + OK)
            .gives("garbage 65", OK_READ)
            .with(
                MessageQuirks.STRAY_BYTES_BETWEEN_MESSAGES, MessageQuirks.GARBAGE_BETWEEN_MESSAGES),
        of(
                "P14 v4l2rtspserver (retina#46, retina row 80): frames before PLAY is answered",
                RTP + RTCP + OK + RTP)
            .gives(RTP_READ, RTCP_READ, OK_READ, RTP_READ),
        of("P14 (gortsplib#1108): frames around the answer to TEARDOWN", RTP + OK + RTP + RTP)
            .gives(RTP_READ, OK_READ, RTP_READ, RTP_READ),
        of(
                "P15 Tenda CP3PRO (nvr#331), moonfire#217: a channel nobody asked for",
                frame(2, "80600001000000000000000a") + frame(255, "00"))
            .gives("$2 80600001000000000000000a", "$255 00"),
        of("P16 (curl#20744): a frame of length 0", "$\0\0\0" + OK + "$\1\0\0" + RTCP)
            .gives(OK_READ, RTCP_READ)
            .with(MessageQuirks.EMPTY_INTERLEAVED_FRAME, MessageQuirks.EMPTY_INTERLEAVED_FRAME),
        of(
                "P17 Canon VB-H47 (gl#653): garbage between frames",
                RTP + "\1\2\3\4\5" + RTCP + "\u00ff" + OK)
            .gives(RTP_READ, "garbage 5", RTCP_READ, "garbage 1", OK_READ)
            .with(MessageQuirks.GARBAGE_BETWEEN_MESSAGES, MessageQuirks.GARBAGE_BETWEEN_MESSAGES),
        of("P17 garbage with $ of an unknown channel", "\u00aa$\u0009\0\u0008\u0080" + RTP)
            .gives("garbage 6", RTP_READ)
            .with(MessageQuirks.GARBAGE_BETWEEN_MESSAGES),
        of("P17 garbage with $ and no RTP version", "\u00aa$\0\0\u0008\u0040" + RTP)
            .gives("garbage 6", RTP_READ)
            .with(MessageQuirks.GARBAGE_BETWEEN_MESSAGES),
        of("P17 garbage with $ and an implausible length", "\u00aa$\0\0\u0007\u0080" + RTP)
            .gives("garbage 6", RTP_READ)
            .with(MessageQuirks.GARBAGE_BETWEEN_MESSAGES),
        of("P17 garbage of $", "\1$$$$$" + RTP)
            .gives("garbage 6", RTP_READ)
            .with(MessageQuirks.GARBAGE_BETWEEN_MESSAGES),
        of("P17 garbage with half a status line", "\1RTSP/1.RTSP/1.0 RTSP/1.0 2x" + OK)
            .gives("garbage 28", OK_READ)
            .with(MessageQuirks.GARBAGE_BETWEEN_MESSAGES),
        of(
                "P17 a request behind garbage",
                "\1PLAY x\r\nPL" + lines("PLAY_NOTIFY rtsp://h RTSP/1.0", "CSeq: 9"))
            .gives("garbage 11", "PLAY_NOTIFY rtsp://h|CSeq: 9")
            .with(MessageQuirks.GARBAGE_BETWEEN_MESSAGES),
        of(
                "P17 names of methods in lines that are none, and a request behind them",
                "\1PLAY PLAY x\1PLAY PAUSE RTSP/\r\nPLAY "
                    + lines("PLAY rtsp://h RTSP/1.0", "CSeq: 9"))
            .gives("garbage 31", "PLAY PLAY rtsp://h|CSeq: 9")
            .with(MessageQuirks.GARBAGE_BETWEEN_MESSAGES, MessageQuirks.START_LINE_FORM),
        of("P17 text that is no message", "Hello camera\r\n" + OK)
            .gives("garbage 14", OK_READ)
            .with(MessageQuirks.GARBAGE_BETWEEN_MESSAGES),
        of("P17 garbage up to the end", OK + "\1\2\3$")
            .gives(
                OK_READ,
                "garbage 4",
                "ended in bytes that belong to no message, after 4 bytes of it")
            .with(MessageQuirks.GARBAGE_BETWEEN_MESSAGES),
        of(
                "P18 $ in a body",
                lines("RTSP/1.0 200 OK", "Content-Length: 16") + RTP.substring(0, 16) + OK)
            .gives("200 OK|Content-Length: 16|>" + RTP.substring(0, 16), OK_READ),
        of("P20 100 Continue before the answer", lines("RTSP/1.0 100 Continue", "CSeq: 1") + OK)
            .gives("100 Continue|CSeq: 1", OK_READ),
        of("P22 the end in a status line", OK + "RTSP/1.0 2")
            .gives(OK_READ, "ended in the headers of a message, after 10 bytes of it"),
        of("P22 the end before it is clear what begins", OK + "RT")
            .gives(OK_READ, "ended in the headers of a message, after 2 bytes of it"),
        of("P22 the end in the headers", "RTSP/1.0 200 OK\r\nCSeq: 1\r\n")
            .gives("ended in the headers of a message, after 26 bytes of it"),
        of("P22 the end in a body", "RTSP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nabc")
            .gives("ended in the body of a message, after 41 bytes of it"),
        of("P22 the end before a body", "RTSP/1.0 200 OK\r\nContent-Length: 5\r\n\r\n")
            .gives("ended in the body of a message, after 38 bytes of it"),
        of("P22 the end in a frame", RTP + RTP.substring(0, 9))
            .gives(RTP_READ, "ended in an interleaved frame, after 9 bytes of it"),
        of("P22 the end in a frame's header", RTP + "$")
            .gives(RTP_READ, "ended in an interleaved frame, after 1 bytes of it"),
        of("P22 the end behind line breaks", OK + "\r\n")
            .gives(OK_READ)
            .with(MessageQuirks.STRAY_BYTES_BETWEEN_MESSAGES),
        of("nothing at all", ""));
  }
}
