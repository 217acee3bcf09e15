package io.rtsper.core.message;

import static io.rtsper.core.message.WireExample.lines;
import static io.rtsper.core.message.WireExample.of;

import java.util.List;

/** Exchanges in the form of RFC 2326 §10 and §14. */
final class RfcExamples {

  private static final String SDP =
      "v=0\r\no=mhandley 2890844526 2890842807 IN IP4 126.16.64.4\r\ns=SDP Seminar\r\n"
          + "m=audio 3456 RTP/AVP 0\r\nm=video 2232 RTP/AVP 31\r\n";

  private RfcExamples() {}

  static List<WireExample> all() {
    return List.of(
        of(
                "RFC 2326 10.1: OPTIONS is answered",
                lines(
                    "RTSP/1.0 200 OK", "CSeq: 1", "Public: DESCRIBE, SETUP, TEARDOWN, PLAY, PAUSE"))
            .gives("200 OK|CSeq: 1|Public: DESCRIBE, SETUP, TEARDOWN, PLAY, PAUSE"),
        of(
                "RFC 2326 10.2: DESCRIBE is answered",
                lines(
                        "RTSP/1.0 200 OK",
                        "CSeq: 312",
                        "Date: 23 Jan 1997 15:35:06 GMT",
                        "Content-Type: application/sdp",
                        "Content-Length: " + SDP.length())
                    + SDP)
            .gives(
                "200 OK|CSeq: 312|Date: 23 Jan 1997 15:35:06 GMT|Content-Type: application/sdp"
                    + "|Content-Length: "
                    + SDP.length()
                    + "|>"
                    + SDP),
        of(
                "RFC 2326 10.4: SETUP is answered",
                lines(
                    "RTSP/1.0 200 OK",
                    "CSeq: 302",
                    "Session: 47112344",
                    "Transport: RTP/AVP;unicast;client_port=4588-4589;server_port=6256-6257"))
            .gives(
                "200 OK|CSeq: 302|Session: 47112344"
                    + "|Transport: RTP/AVP;unicast;client_port=4588-4589;server_port=6256-6257"),
        of(
                "RFC 2326 10.3: the server announces a new description",
                lines(
                        "ANNOUNCE rtsp://server.example.com/fizzle/foo RTSP/1.0",
                        "CSeq: 312",
                        "Session: 47112344",
                        "Content-Type: application/sdp",
                        "Content-Length: 5")
                    + "v=0\r\n")
            .gives(
                "ANNOUNCE rtsp://server.example.com/fizzle/foo|CSeq: 312|Session: 47112344"
                    + "|Content-Type: application/sdp|Content-Length: 5|>v=0\r\n"),
        of(
                "RFC 2326 10.10: the server redirects",
                lines(
                    "REDIRECT rtsp://example.com/fizzle/foo RTSP/1.0",
                    "CSeq: 732",
                    "Location: rtsp://bigserver.com:8001",
                    "Range: clock=19960213T143205Z-"))
            .gives(
                "REDIRECT rtsp://example.com/fizzle/foo|CSeq: 732"
                    + "|Location: rtsp://bigserver.com:8001|Range: clock=19960213T143205Z-"),
        of(
                "RFC 2326 10.12: PLAY is answered and packets follow",
                lines(
                        "RTSP/1.0 200 OK",
                        "CSeq: 3",
                        "Session: 12345678",
                        "RTP-Info: url=rtsp://foo.com/bar.file;seq=232433;rtptime=972948234")
                    + WireExample.frame(0, "80600001000000000000000a")
                    + WireExample.frame(1, "80c800060000000a")
                    + WireExample.frame(0, "80600002000000000000000aff"))
            .gives(
                "200 OK|CSeq: 3|Session: 12345678"
                    + "|RTP-Info: url=rtsp://foo.com/bar.file;seq=232433;rtptime=972948234",
                "$0 80600001000000000000000a",
                "$1 80c800060000000a",
                "$0 80600002000000000000000aff"));
  }
}
