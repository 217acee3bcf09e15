package io.rtsper.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rtsper.api.header.Challenge;
import io.rtsper.api.header.RangeHeader;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.media.Track;
import io.rtsper.api.sdp.Bandwidth;
import io.rtsper.api.sdp.Connection;
import io.rtsper.api.sdp.ExtensionMap;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.MediaGroup;
import io.rtsper.api.sdp.Origin;
import io.rtsper.api.sdp.RtpMap;
import io.rtsper.api.sdp.SdpAttribute;
import io.rtsper.api.sdp.SdpLine;
import io.rtsper.api.sdp.SdpWarning;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.sdp.SourceFilter;
import io.rtsper.api.sdp.TimeDescription;
import io.rtsper.api.text.PeerText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One secret in each form in which peers and people write it, put into every public value that can
 * hold it; what is printed of any is searched. The password is there to be sent, so accessors have
 * it.
 */
class CanaryTest {

  private static final String SECRET = "hunter2";

  private final List<Object> shown = new ArrayList<>();

  private void show(Object... values) {
    shown.addAll(List.of(values));
  }

  /** Shows what is printed of the exception that this throws, if it throws one. */
  private void attempt(Runnable action) {
    Throwable thrown = catchThrowable(action::run);
    if (thrown != null) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      show(trace.toString());
    }
  }

  private void assertSilent() {
    for (Object value : shown) {
      assertThat(value.toString()).as(value.getClass().getSimpleName()).doesNotContain(SECRET);
    }
  }

  /** The forms, most of which are no URL by the book. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtsp://adm:hunter2@h/s",
        "rtsp://hunter2@h/s",
        "rtsp://adm:p@hunter2/w@1.2.3.4:554/x",
        "rtsp://adm:1234/hunter2@h/x",
        "rtsp://adm:hunter2%40h",
        "rtsp://rtsp://adm:hunter2@h/s",
        "rtsp:adm:hunter2@h/s",
        "rtsp:/adm:hunter2@h/s",
        "//adm:hunter2@h/s",
        "///adm:hunter2@h/s",
        "/adm:hunter2@h/s",
        "adm:hunter2@192.168.1.10:554/s/",
        "adm:hunter2@h",
        "http://adm:hunter2@h:1:2/",
        "/user=admin&password=hunter2&channel=1",
        "/s?user=admin&password=hunter2",
        "?token=hunter2",
        "rtsp://h/s?pwd=hunter2",
        "rtsp://h/user=admin_password=hunter2_channel=1",
        "rtsp://proxy/rtsp://adm:hunter2@h/s",
      })
  void whatAPeerOrAPersonWritesIsShownNowhere(String text) {
    url(text);
    messages(text);
    headers(text);
    description(text);
    show(PeerText.printable(text), PeerText.printable(text + "x".repeat(500), 20));
    assertSilent();
  }

  private void url(String text) {
    attempt(() -> show(RtspUrl.parse(text)));
    RtspUrl dialled = RtspUrl.parse("rtsp://h/s");
    attempt(() -> show(dialled.withPathAndQuery(text)));
    attempt(() -> show(dialled.withHostAndPort(text, 554)));
    attempt(() -> show(RtspSession.builder(dialled.withPathAndQuery(text)).toString()));
  }

  private static RtspHeaders received(String name, String value) {
    return RtspHeaders.builder().addReceived(name, value).build();
  }

  private void messages(String text) {
    for (String name :
        List.of("Content-Base", "Location", "RTP-Info", "Server", "X-A", "Authorization")) {
      show(received(name, text), received(text, "1"));
    }
    RtspHeaders headers = received("Content-Location", text);
    RtspResponse response =
        RtspResponse.received(403, "see " + text, headers, text.getBytes(UTF_8));
    RtspRequest request =
        RtspRequest.received(RtspMethod.SETUP, text, headers, text.getBytes(UTF_8));
    show(response, response.printableReason(), request, request.printableUri());
    show(new RtspStatusException("refused", request, response));
    attempt(() -> RtspRequest.of(RtspMethod.PLAY, text + " x"));
    attempt(() -> RtspRequest.of(RtspMethod.PLAY, "*", received(text, "1\n"), new byte[0]));
    attempt(() -> RtspRequest.of(RtspMethod.PLAY, "*", received("X", text + "\n"), new byte[0]));
    attempt(() -> RtspResponse.of(200, text + "\n", headers, new byte[0]));
    attempt(() -> RtspMethod.of(text));
    attempt(() -> RtspHeaders.of(text, "1"));
    attempt(() -> RtspHeaders.of("X-A", text + "\n"));
  }

  private void headers(String text) {
    attempt(() -> show(TransportHeader.builder().source(text).destination(text).build()));
    attempt(() -> show(RangeHeader.of(text)));
    attempt(() -> show(Challenge.received("Digest", Map.of("realm", text, "nonce", SECRET))));
    show(Challenge.received("Digest", Map.of("nonce", "a, " + SECRET, "opaque", SECRET)));
    show(Challenge.of("Negotiate", SECRET));
    show(received("WWW-Authenticate", "Digest nonce=\"a," + SECRET + "\", realm=\"" + text + "\""));
    show(received("X-Rtsp-Pass", SECRET), received("CameraPassword", SECRET));
    show(received("Authentication-Info", "rspauth=\"" + SECRET + "\", nextnonce=" + SECRET));
  }

  private void description(String text) {
    show(new SdpWarning(1, text, "has a format that is no payload type: " + text));
    show(new Origin(text), new Connection(text), new Bandwidth("AS", text));
    show(
        new SdpLine('u', text), new SdpLine('k', SECRET), new TimeDescription(text, List.of(text)));
    for (String name : List.of("control", "tool", "crypto", "key-mgmt")) {
      show(new SdpAttribute(name, text));
    }
    RtpMap.parse("96 " + text).ifPresent(this::show);
    show(new RtpMap(96, text, 90000, 1), new MediaGroup(text, List.of(text)));
    show(new SourceFilter(true, text, List.of(text)));
    show(new ExtensionMap(1, Optional.empty(), text, text));
    MediaDescription media =
        MediaDescription.builder("video")
            .protocol(text)
            .formats(List.of(text))
            .attribute(new SdpAttribute("control", text))
            .build();
    MediaDescription broken =
        MediaDescription.builder("audio")
            .unreadable("audio 0 " + text, "its m= line names no payload type: audio 0 " + text)
            .build();
    SessionDescription session =
        SessionDescription.builder()
            .sessionName(text)
            .line(new SdpLine('u', text))
            .media(media)
            .media(broken)
            .build();
    show(session, session.media(), session.lines(), session.attributes());
    show(broken.problem().orElse(""));
    for (Track track : Track.listOf(session)) {
      show(track, track.unplayableReason().orElse(""));
    }
  }
}
