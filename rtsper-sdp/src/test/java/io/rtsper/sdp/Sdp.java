package io.rtsper.sdp;

import io.rtsper.api.Quirk;
import io.rtsper.api.media.Track;
import io.rtsper.api.sdp.SessionDescription;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A parsed description with what the parser reported. */
record Sdp(SessionDescription description, List<Quirk> quirks, List<String> details) {

  /** A sound session-level section. */
  static final String SESSION =
      """
      v=0
      o=- 1 1 IN IP4 192.0.2.1
      s=camera
      c=IN IP4 0.0.0.0
      t=0 0
      """;

  /** A sound description of one video track. */
  static final String VIDEO =
      SESSION
          + """
          m=video 0 RTP/AVP 96
          a=rtpmap:96 H264/90000
          a=control:track1
          """;

  static Sdp parse(byte[] bytes) {
    List<Quirk> quirks = new ArrayList<>();
    List<String> details = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    SessionDescription description =
        new SdpParser()
            .parse(
                buffer,
                (quirk, detail) -> {
                  quirks.add(quirk);
                  details.add(detail);
                });
    if (buffer.hasRemaining()) {
      throw new AssertionError("the buffer is not consumed");
    }
    return new Sdp(description, quirks, details);
  }

  /** Parses a text as it is. */
  static Sdp raw(String text) {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Parses the lines of a text, ended as the standard wants it. */
  static Sdp lines(String text) {
    return raw(text.replace("\n", "\r\n"));
  }

  /** Parses a sound session and the lines of its media. */
  static Sdp media(String lines) {
    return lines(SESSION + lines + "\n");
  }

  List<Track> tracks() {
    return Track.listOf(description);
  }

  /** The only track. */
  Track track() {
    if (tracks().size() != 1) {
      throw new AssertionError("not one track: " + tracks());
    }
    return tracks().get(0);
  }
}
