package io.rtsper.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.sdp.Bandwidth;
import io.rtsper.api.sdp.Connection;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.MediaDescriptionBuilder;
import io.rtsper.api.sdp.Origin;
import io.rtsper.api.sdp.SdpAttribute;
import io.rtsper.api.sdp.SdpLine;
import io.rtsper.api.sdp.SdpSection;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.sdp.SessionDescriptionBuilder;
import io.rtsper.api.sdp.TimeDescription;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** What holds for any bytes, any cut or changed description, and any model. */
class SdpPropertyTest {

  /** All rows but those that are long because they go past a limit. */
  private static final List<Row> ROWS =
      Row.all().stream().filter(row -> row.text().length < 1_000).toList();

  @Property(tries = 10_000)
  void anyBytesGiveADescription(@ForAll byte[] bytes) {
    checkTotal(bytes);
  }

  @Property(tries = 10_000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
  void anyLinesGiveADescription(@ForAll("lines") String text) {
    checkTotal(text.getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 10_000, shrinking = ShrinkingMode.BOUNDED)
  void aChangedDescriptionGivesADescription(@ForAll("rows") Row row, @ForAll long seed) {
    checkTotal(mutated(row.text(), new Random(seed)));
  }

  @Property
  void aCutDescriptionGivesADescription(@ForAll("rows") Row row, @ForAll double place) {
    int length = (int) (Math.abs(place % 1) * row.text().length);
    checkTotal(Arrays.copyOf(row.text(), length));
  }

  @Property(shrinking = ShrinkingMode.BOUNDED)
  void whatAModelWritesIsReadAsTheSameModel(@ForAll("sessions") SessionDescription session) {
    Sdp sdp = Sdp.raw(session.toSdp());

    assertThat(sdp.description()).isEqualTo(session);
    assertThat(sdp.description().toSdp()).isEqualTo(session.toSdp());
  }

  /** Parses, reads all there is, and parses what is written. */
  static void checkTotal(byte[] bytes) {
    Sdp sdp = Sdp.parse(bytes);
    SessionDescription description = sdp.description();

    check(description.media().size() <= DescriptionReader.MAX_MEDIA, "media");
    check(description.warnings().size() <= Findings.MAX_WARNINGS, "warnings");
    int attributes = description.attributes().size();
    checkSection(description);
    for (MediaDescription media : description.media()) {
      attributes += media.attributes().size();
      checkSection(media);
      checkMedia(media);
    }
    check(attributes <= DescriptionReader.MAX_ATTRIBUTES, "attributes");
    Sdp again = Sdp.raw(description.toSdp());
    check(again.description().equals(description), "what is written is read as the same");
    check(again.tracks().equals(sdp.tracks()), "tracks");
  }

  /** Thousands of checks a try: cheaper than the assertions that say more. */
  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  private static void checkSection(SdpSection section) {
    check(!section.control().equals(Optional.of("")), "control");
    check(!section.range().equals(Optional.of("")), "range");
    check(section.direction().isPresent() || !section.hasAttribute("sendonly"), "direction");
    section.sourceFilter().ifPresent(filter -> check(!filter.sources().isEmpty(), "sources"));
    section.keyMgmt().ifPresent(key -> check(!key.data().isEmpty(), "key management"));
    section.extensionMaps().forEach(map -> check(!map.uri().isEmpty(), "extension"));
    section.connection().ifPresent(SdpPropertyTest::checkConnection);
    if (section instanceof SessionDescription session) {
      Origin origin = session.origin();
      check(origin.username().length() <= origin.raw().length(), "user name");
      check(origin.raw().contains(origin.sessionId()), "session id");
      check(origin.raw().contains(origin.sessionVersion()), "version");
      check(origin.raw().contains(origin.address()), "address");
      session.groups().forEach(group -> check(!group.semantics().isEmpty(), "group"));
    }
  }

  private static void checkConnection(Connection connection) {
    check(connection.raw().contains(connection.address()), "address");
    check(connection.timeToLive() >= -1, "time to live");
    check(connection.addressCount() >= 1, "address count");
    check(connection.addressType().length() <= 4 + 1, "address type");
  }

  private static void checkMedia(MediaDescription media) {
    check(media.formats().size() <= MediaLine.MAX_FORMATS, "formats");
    check(media.framerate().orElse(1) > 0, "frame rate");
    check(media.ptime().orElse(Duration.ofMillis(1)).compareTo(Duration.ZERO) >= 0, "ptime");
    media.crypto().forEach(crypto -> check(!crypto.keyParameters().isEmpty(), "crypto"));
    for (int payloadType : media.payloadTypes()) {
      check(payloadType >= 0 && payloadType <= 127, "payload type");
      media.rtpMap(payloadType).ifPresent(map -> check(!map.encoding().isEmpty(), "encoding"));
      media.spropParameterSets(payloadType).forEach(unit -> check(unit.length > 0, "NAL unit"));
      media.config(payloadType).ifPresent(config -> check(config.length > 0, "config"));
      media.rtcpFeedback(payloadType).forEach(one -> check(!one.isEmpty(), "feedback"));
    }
  }

  /** Changes, doubles, swaps and drops a few stretches. */
  private static byte[] mutated(byte[] text, Random random) {
    byte[] changed = text;
    for (int i = random.nextInt(6); i >= 0; i--) {
      int from = random.nextInt(changed.length + 1);
      int to = Math.min(changed.length, from + random.nextInt(24));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(changed, 0, from);
      switch (random.nextInt(4)) {
        case 0 -> out.write(random.nextInt(256));
        case 1 -> out.write(changed, from, to - from);
        case 2 -> {
          byte[] other = ROWS.get(random.nextInt(ROWS.size())).text();
          int start = random.nextInt(other.length);
          out.write(other, start, Math.min(other.length - start, 40));
        }
        default -> from = to;
      }
      out.write(changed, from, changed.length - from);
      changed = out.toByteArray();
    }
    return changed;
  }

  @Provide
  Arbitrary<Row> rows() {
    return Arbitraries.of(ROWS);
  }

  @Provide
  Arbitrary<String> lines() {
    Arbitrary<String> start =
        Arbitraries.of(
            "a=",
            "m=",
            "a=fmtp:96 ",
            "a=rtpmap:96 ",
            "c=IN ",
            "o=",
            "t=",
            "r=",
            "b=",
            "s=",
            "v=",
            "k=",
            "m=video 0 RTP/AVP ",
            "a=fmtp:96 sprop-parameter-sets=",
            "a=framerate:",
            " ",
            "");
    Arbitrary<String> rest =
        Arbitraries.strings().withChars(" =:;/,.\t\f\0\"-*").alpha().numeric().ofMaxLength(24);
    Arbitrary<String> end = Arbitraries.of("\r\n", "\n", "\r", "\r\r\n");
    return Combinators.combine(start, rest, end)
        .as((a, b, c) -> a + b + c)
        .list()
        .ofMaxSize(8)
        .map(list -> String.join("", list));
  }

  @Provide
  Arbitrary<SessionDescription> sessions() {
    return Combinators.combine(
            words(), words(), attributes(), medias(), Arbitraries.integers().between(0, 3))
        .as(
            (name, information, attributes, medias, some) -> {
              SessionDescriptionBuilder session =
                  SessionDescription.builder().sessionName(name).information(information);
              for (int i = 0; i < some; i++) {
                session
                    .time(new TimeDescription(i + " " + name, List.of("7d 1h", "1 2")))
                    .bandwidth(new Bandwidth("AS", Integer.toString(i)))
                    .line(new SdpLine('k', "prompt"))
                    .line(new SdpLine('e', name))
                    .origin(new Origin("- " + i + " 1 IN IP4 x"))
                    .connection(new Connection("IN IP4 192.0.2." + i));
              }
              attributes.forEach(session::attribute);
              medias.forEach(session::media);
              return session.build();
            });
  }

  private static Arbitrary<List<MediaDescription>> medias() {
    Arbitrary<List<String>> formats =
        Arbitraries.integers()
            .between(0, 127)
            .map(i -> Integer.toString(i))
            .list()
            .ofMinSize(1)
            .ofMaxSize(4);
    return Combinators.combine(
            Arbitraries.of("video", "audio", "application", "x-other"),
            Arbitraries.integers().between(0, 65_535),
            Arbitraries.integers().between(1, 3),
            formats,
            attributes(),
            words())
        .as(
            (media, port, count, types, attributes, information) -> {
              MediaDescriptionBuilder builder =
                  MediaDescription.builder(media)
                      .port(port, count)
                      .formats(types)
                      .information(information)
                      .connection(new Connection("IN IP4 192.0.2.1"));
              attributes.forEach(builder::attribute);
              return builder.build();
            })
        .list()
        .ofMaxSize(4);
  }

  private static Arbitrary<List<SdpAttribute>> attributes() {
    Arbitrary<String> names = Arbitraries.of("control", "rtpmap", "fmtp", "tool", "x-other", "mid");
    return Combinators.combine(names, words().injectNull(0.2))
        .as(SdpAttribute::new)
        .list()
        .ofMaxSize(5);
  }

  /** Text without blanks at its ends. */
  private static Arbitrary<String> words() {
    return Arbitraries.strings()
        .withChars("ab1=:;/\u00E9\u6444 ")
        .ofMaxLength(12)
        .map(String::strip);
  }
}
