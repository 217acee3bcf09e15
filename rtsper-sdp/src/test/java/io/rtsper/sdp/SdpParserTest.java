package io.rtsper.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.media.Track;
import io.rtsper.api.sdp.Bandwidth;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.MediaDirection;
import io.rtsper.api.sdp.MediaGroup;
import io.rtsper.api.sdp.Origin;
import io.rtsper.api.sdp.RtpMap;
import io.rtsper.api.sdp.SdpAttribute;
import io.rtsper.api.sdp.SdpLine;
import io.rtsper.api.sdp.SdpWarning;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.sdp.SourceFilter;
import io.rtsper.api.sdp.TimeDescription;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a sound description is read as. */
class SdpParserTest {

  /** The shape of RFC 8866 §5's example. */
  private static final String RFC_8866 =
      """
      v=0
      o=jdoe 3724394400 3724394405 IN IP4 198.51.100.1
      s=Call to John Smith
      i=SDP Offer #1
      u=http://www.jdoe.example.com/home.html
      e=Jane Doe <jane@jdoe.example.com>
      p=+1 617 555-6011
      c=IN IP4 198.51.100.1
      t=0 0
      m=audio 49170 RTP/AVP 0
      m=audio 49180 RTP/AVP 0
      m=video 51372 RTP/AVP 99
      c=IN IP6 2001:db8::2
      a=rtpmap:99 h263-1998/90000
      """;

  @Test
  void rfc8866ExampleIsReadWithoutAQuirk() {
    Sdp sdp = Sdp.lines(RFC_8866);
    SessionDescription session = sdp.description();

    assertThat(sdp.quirks()).isEmpty();
    assertThat(session.warnings()).isEmpty();
    assertThat(session.version()).isZero();
    assertThat(session.origin().username()).isEqualTo("jdoe");
    assertThat(session.origin().sessionId()).isEqualTo("3724394400");
    assertThat(session.origin().sessionVersion()).isEqualTo("3724394405");
    assertThat(session.origin().networkType()).isEqualTo("IN");
    assertThat(session.origin().addressType()).isEqualTo("IP4");
    assertThat(session.origin().address()).isEqualTo("198.51.100.1");
    assertThat(session.sessionName()).isEqualTo("Call to John Smith");
    assertThat(session.information()).isEqualTo("SDP Offer #1");
    assertThat(session.lines())
        .containsExactly(
            new SdpLine('u', "http://www.jdoe.example.com/home.html"),
            new SdpLine('e', "Jane Doe <jane@jdoe.example.com>"),
            new SdpLine('p', "+1 617 555-6011"));
    assertThat(session.times()).containsExactly(TimeDescription.PERMANENT);
    assertThat(session.media()).hasSize(3);
    assertThat(session.media().get(0).connection()).isEqualTo(session.connection());
    assertThat(session.media().get(1).port()).isEqualTo(49180);
    MediaDescription video = session.media().get(2);
    assertThat(video.connection().orElseThrow().address()).isEqualTo("2001:db8::2");
    assertThat(video.rtpMap(99)).contains(new RtpMap(99, "h263-1998", 90_000, 0));
    assertThat(session.raw()).isEqualTo(RFC_8866.replace("\n", "\r\n"));
  }

  @Test
  void rfc8866ExampleIsWrittenAsItWas() {
    assertThat(Sdp.lines(RFC_8866).description().toSdp()).isEqualTo(RFC_8866.replace("\n", "\r\n"));
  }

  @Test
  void repeatsZonesAndKeysOfRfc8866AreKept() {
    Sdp sdp =
        Sdp.lines(
            """
            v=0
            o=- 1 1 IN IP4 192.0.2.1
            s=-
            c=IN IP4 233.252.0.1/127/3
            b=AS:128
            b=X-YZ:64
            t=3724394400 3724398000
            r=604800 3600 0 90000
            r=7d 1h 0 25h
            t=3730928400 3730936000
            z=3730928400 -1h 3749680800 0
            k=prompt
            m=video 49170/2 RTP/AVP 31
            k=prompt
            """);
    SessionDescription session = sdp.description();

    assertThat(sdp.quirks()).isEmpty();
    assertThat(session.connection().orElseThrow().address()).isEqualTo("233.252.0.1");
    assertThat(session.connection().orElseThrow().timeToLive()).isEqualTo(127);
    assertThat(session.connection().orElseThrow().addressCount()).isEqualTo(3);
    assertThat(session.bandwidths())
        .containsExactly(new Bandwidth("AS", "128"), new Bandwidth("X-YZ", "64"));
    assertThat(session.bandwidths().get(0).number()).hasValue(128);
    assertThat(session.times())
        .containsExactly(
            new TimeDescription(
                "3724394400 3724398000", List.of("604800 3600 0 90000", "7d 1h 0 25h")),
            new TimeDescription("3730928400 3730936000", List.of()));
    assertThat(session.media().get(0).portCount()).isEqualTo(2);
    assertThat(session.media().get(0).rtpMap(31)).contains(new RtpMap(31, "H261", 90_000, 0));
  }

  @Test
  void everyTypedAttributeIsReadable() {
    Sdp sdp =
        Sdp.lines(
            """
            v=0
            o=- 1 1 IN IP4 192.0.2.1
            s=-
            c=IN IP4 233.252.0.1/127
            t=0 0
            a=control:*
            a=range:npt=0-596.48
            a=group:LS 1 2
            a=source-filter: incl IN IP4 233.252.0.1 192.0.2.7 192.0.2.8
            a=sendrecv
            m=video 0 RTP/AVPF 96
            a=rtpmap:96 H264/90000
            a=fmtp:96 packetization-mode=1;profile-level-id=42C01E;sprop-parameter-sets=Z0LAHg==,aM4G4g==
            a=control:trackID=1
            a=mid:1
            a=framerate:29.97
            a=recvonly
            a=rtcp-fb:96 nack
            a=rtcp-fb:* ccm fir
            a=rtcp-fb:97 nack pli
            a=extmap:1 urn:ietf:params:rtp-hdrext:toffset
            a=extmap:2/sendrecv http://example.com/ext xx
            a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:c2VjcmV0 KDR=1
            a=key-mgmt:mikey AQAFgM==
            m=audio 0 RTP/AVP 97
            a=rtpmap:97 mpeg4-generic/16000/2
            a=fmtp:97 streamtype=5; mode=AAC-hbr; config=1410; SizeLength=13
            a=ptime:62.5
            a=mid:2
            """);
    SessionDescription session = sdp.description();
    MediaDescription video = session.media().get(0);
    MediaDescription audio = session.media().get(1);

    assertThat(sdp.quirks()).isEmpty();
    assertThat(session.control()).contains("*");
    assertThat(session.range()).contains("npt=0-596.48");
    assertThat(session.groups()).containsExactly(new MediaGroup("LS", List.of("1", "2")));
    assertThat(video.sourceFilter())
        .contains(new SourceFilter(true, "233.252.0.1", List.of("192.0.2.7", "192.0.2.8")));
    assertThat(video.control()).contains("trackID=1");
    assertThat(video.mid()).contains("1");
    assertThat(video.framerate()).hasValue(29.97);
    assertThat(video.direction()).contains(MediaDirection.RECVONLY);
    assertThat(audio.direction()).contains(MediaDirection.SENDRECV);
    assertThat(video.rtcpFeedback(96)).containsExactly("nack", "ccm fir");
    assertThat(video.extensionMaps()).hasSize(2);
    assertThat(video.extensionMaps().get(1).id()).isEqualTo(2);
    assertThat(video.extensionMaps().get(1).direction()).contains(MediaDirection.SENDRECV);
    assertThat(video.extensionMaps().get(1).attributes()).isEqualTo("xx");
    assertThat(video.crypto()).hasSize(1);
    assertThat(video.crypto().get(0).suite()).isEqualTo("AES_CM_128_HMAC_SHA1_80");
    assertThat(video.crypto().get(0).keyParameters()).isEqualTo("inline:c2VjcmV0");
    assertThat(video.crypto().get(0).sessionParameters()).isEqualTo("KDR=1");
    assertThat(video.keyMgmt().orElseThrow().protocol()).isEqualTo("mikey");
    assertThat(video.keyMgmt().orElseThrow().data()).isEqualTo("AQAFgM==");
    assertThat(video.fmtp(96).keySet())
        .containsExactly("packetization-mode", "profile-level-id", "sprop-parameter-sets");
    assertThat(video.spropParameterSets())
        .containsExactly(
            new byte[] {0x67, 0x42, (byte) 0xC0, 0x1E},
            new byte[] {0x68, (byte) 0xCE, 0x06, (byte) 0xE2});
    assertThat(audio.config()).contains(new byte[] {0x14, 0x10});
    assertThat(audio.fmtp(97)).containsEntry("sizelength", "13");
    assertThat(audio.ptime()).contains(Duration.ofNanos(62_500_000));
    assertThat(audio.rtpMap(97)).contains(new RtpMap(97, "mpeg4-generic", 16_000, 2));
  }

  @Test
  void tracksSayWhatIsNeededToPlayThem() {
    Sdp sdp =
        Sdp.media(
            """
            m=video 0 RTP/AVP 96
            a=rtpmap:96 h264/90000
            a=fmtp:96 packetization-mode=1
            a=control:rtsp://192.0.2.1/trackID=1
            m=audio 0 RTP/AVP 8
            m=application 0 RTP/AVP 107
            a=rtpmap:107 vnd.onvif.metadata/90000""");
    List<Track> tracks = sdp.tracks();

    assertThat(tracks).allMatch(Track::playable);
    assertThat(tracks.get(0).encoding()).isEqualTo("H264");
    assertThat(tracks.get(0).payloadType()).isEqualTo(96);
    assertThat(tracks.get(0).clockRate()).isEqualTo(90_000);
    assertThat(tracks.get(0).channels()).isZero();
    assertThat(tracks.get(0).parameters()).containsEntry("packetization-mode", "1");
    assertThat(tracks.get(0).control()).isEqualTo("rtsp://192.0.2.1/trackID=1");
    assertThat(tracks.get(1).index()).isEqualTo(1);
    assertThat(tracks.get(1).encoding()).isEqualTo("PCMA");
    assertThat(tracks.get(1).clockRate()).isEqualTo(8_000);
    assertThat(tracks.get(1).channels()).isEqualTo(1);
    assertThat(tracks.get(1).control()).isEmpty();
    assertThat(tracks.get(2).encoding()).isEqualTo("VND.ONVIF.METADATA");
    assertThat(tracks.get(2).description()).isSameAs(sdp.description().media().get(2));
  }

  @Test
  void anEmptyTextIsAnEmptyDescription() {
    Sdp sdp = Sdp.raw("");

    assertThat(sdp.description().media()).isEmpty();
    assertThat(sdp.description().origin()).isEqualTo(Origin.NONE);
    assertThat(sdp.quirks()).containsOnly(SdpQuirks.SDP_MISSING_LINE);
  }

  @Test
  void warningsNameTheLine() {
    Sdp sdp = Sdp.lines(Sdp.VIDEO + "a=framerate:0S\n");

    assertThat(sdp.description().warnings())
        .containsExactly(new SdpWarning(9, "a=framerate:0S", "is not a number above 0, left out"));
    assertThat(sdp.details()).containsExactly("line 9: is not a number above 0, left out");
    assertThat(sdp.description().warnings().get(0))
        .hasToString("line 9: is not a number above 0, left out");
  }

  @Test
  void theReporterOfAStrictSessionEndsTheParsing() {
    ByteBuffer text = ByteBuffer.wrap("nonsense\r\n".getBytes(StandardCharsets.US_ASCII));

    assertThatThrownBy(
            () ->
                new SdpParser()
                    .parse(
                        text,
                        (quirk, detail) -> {
                          throw new RtspProtocolException(
                              RtspPhase.READ, quirk + ": " + detail, null);
                        }))
        .isInstanceOf(RtspProtocolException.class)
        .hasMessageContaining("sdp-unknown-line: line 1: is of no known type, left out");
  }

  @Test
  void aDirectBufferIsReadFromItsPositionToItsLimit() {
    byte[] bytes = ("x\n" + Sdp.VIDEO + "v=9\n").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length);
    direct.put(bytes).position(2).limit(bytes.length - 4);
    ByteBuffer sliced = ByteBuffer.wrap(bytes, 2, bytes.length - 6).slice();

    SessionDescription fromDirect = new SdpParser().parse(direct, (quirk, detail) -> {});
    SessionDescription fromSlice = new SdpParser().parse(sliced, (quirk, detail) -> {});

    assertThat(direct.hasRemaining()).isFalse();
    assertThat(sliced.hasRemaining()).isFalse();
    assertThat(fromDirect.raw()).isEqualTo(Sdp.VIDEO);
    assertThat(fromSlice).isEqualTo(fromDirect);
  }

  @Test
  void secretsAreNotPrinted() {
    Sdp sdp =
        Sdp.lines(
            Sdp.SESSION
                + """
                k=base64:canary
                m=video 0 RTP/SAVP 96
                a=rtpmap:96 H264/90000
                a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:canary
                a=crypto:1 AES_CM_128_HMAC_SHA1_80  inline:canary
                a=key-mgmt:mikey canary
                a=control:\trtsp://user:canary@192.0.2.1/x
                """);
    SessionDescription session = sdp.description();
    MediaDescription video = session.media().get(0);

    assertThat(session.toString() + video + video.attributes() + session.lines())
        .doesNotContain("canary");
    assertThat(video.crypto().toString() + video.keyMgmt() + sdp.tracks() + session.warnings())
        .doesNotContain("canary");
    assertThat(sdp.details()).isNotEmpty().noneMatch(detail -> detail.contains("canary"));
    assertThat(video.attributes()).contains(new SdpAttribute("key-mgmt", "mikey canary"));
  }
}
