package io.rtsper.core.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspUrl;
import io.rtsper.api.spi.QuirkReporter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One secret in each form in which peers write it, put into every header that can hold it; what is
 * printed of any is searched. A report's detail is made printable by who takes it, so here it only
 * mustn't quote what a peer wrote.
 */
class CanaryTest {

  private static final String SECRET = "hunter2";

  private final List<Object> shown = new ArrayList<>();
  private final QuirkReporter quirks = (quirk, detail) -> shown.add(detail);

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
  void whatAPeerWritesIsShownNowhere(String text) {
    url(text);
    headers(text);
    for (Object value : shown) {
      assertThat(value.toString()).as(value.getClass().getSimpleName()).doesNotContain(SECRET);
    }
  }

  private void url(String text) {
    RtspUrl dialled = RtspUrl.parse("rtsp://h/s");
    attempt(() -> show(ControlUri.location(dialled, text, quirks)));
    for (String name : List.of("Content-Base", "Content-Location")) {
      RtspHeaders headers = RtspHeaders.builder().addReceived(name, text).build();
      attempt(() -> show(ControlUri.base(dialled, headers, quirks)));
    }
    show(ControlUri.trackBase(dialled, text));
    for (String uri : ControlUri.candidates(dialled, text, quirks)) {
      show(RtspRequest.of(RtspMethod.SETUP, uri));
    }
    for (String uri : ControlUri.aggregates(dialled, text, quirks)) {
      show(RtspRequest.of(RtspMethod.PLAY, uri).printableUri());
    }
  }

  private void headers(String text) {
    attempt(() -> show(RtpInfo.parse("url=" + text + ";seq=1", quirks)));
    attempt(() -> show(RtpInfo.parse("url=\"" + text + "\";seq=1", quirks).entries()));
    show(new RtpInfoEntry(text, Optional.empty(), Optional.empty(), Optional.empty()));
    attempt(() -> show(TransportReader.parse("RTP/AVP;unicast;source=" + text, quirks)));
    attempt(() -> show(TransportReader.parse("RTP/AVP;unicast;destination=\"" + text, quirks)));
    show(SessionHeader.parse(text, quirks));
    show(PublicHeader.parse(text, quirks), ContentType.parse(text, quirks));
    attempt(() -> Range.parse(text, quirks));
    for (String value :
        List.of(
            "Digest realm=\"" + text + "\", nonce=\"n\"",
            "Digest realm=" + text + ", nonce=n",
            "Digest realm=\"r\", nonce=\"a, " + SECRET + "\", opaque=\"" + SECRET + "\"",
            "Digest realm=\"r\"; nonce=\"" + SECRET + "\"; opaque=" + SECRET,
            "Negotiate " + SECRET)) {
      show(ChallengeReader.challenges(List.of(value), quirks));
    }
    attempt(() -> ChallengeReader.authenticationInfo("nextnonce=\"" + SECRET + "\"", quirks));
  }
}
