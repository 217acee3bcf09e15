package io.rtsper.benchmarks.sdp;

import com.sun.media.sdp.SdpParser;
import gov.nist.javax.sdp.parser.SDPAnnounceParser;
import io.pkts.buffer.Buffers;
import io.pkts.sdp.RTPInfo;
import io.pkts.sdp.SDP;
import io.pkts.sdp.SDPFactory;
import io.rtsper.api.media.Track;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.api.spi.SdpParserProvider;
import io.rtsper.benchmarks.Quiet;
import io.rtsper.benchmarks.Same;
import io.rtsper.benchmarks.sdp.SampleDescription.Section;
import java.nio.ByteBuffer;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sdp.SdpException;
import javax.sdp.SdpFactory;
import javax.sdp.SdpParseException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reads the description of a camera.
 *
 * <p>None of the competitors takes {@code a=fmtp} apart or decodes parameter sets, so this is
 * measured twice: up to the lines of each media, which is as far as they go, and up to what a
 * decoder needs, for which JAIN-SIP, the fastest of them, needs help. They get the text as they
 * want it, a string where they want a string, and nothing more is read of what they made.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(3)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class SdpParseBenchmark {

  private static final int PARAMETER_SET_BYTES = 20 + 4;
  private static final int CONFIG_BYTES = 2;

  private final String text = SampleDescription.TEXT;
  private final byte[] bytes = SampleDescription.BYTES;
  private final ByteBuffer buffer = ByteBuffer.wrap(SampleDescription.BYTES);
  private final SdpParserProvider parser = new io.rtsper.sdp.SdpParser();
  private final SdpFactory jainFactory = SdpFactory.getInstance();
  private final SDPFactory pktsFactory = SDPFactory.getInstance();

  /**
   * Sees to it that all competitors read the same media with the same lines.
   *
   * @throws SdpException if JAIN-SIP can't read the description
   * @throws ParseException if JAIN-SIP's parser can't
   * @throws io.pkts.sdp.SdpException if pkts can't
   */
  @Setup
  public void requireSameSections() throws SdpException, ParseException, io.pkts.sdp.SdpException {
    List<Section> expected = SampleDescription.sections();
    Same.require("rtsper", expected, sections(rtsperModel()));
    Same.require("JAIN-SIP", expected, sections(jainSip()));
    Same.require("JAIN-SIP (parser)", expected, sections(jainSipParser()));
    Quiet console = new Quiet();
    console.silence();
    try {
      Same.require("JMF", expected, sections(jmf(console)));
    } finally {
      console.speak();
    }
    List<Integer> ports = pkts().getRTPInfo().stream().map(RTPInfo::getMediaPort).toList();
    Same.require("pkts", List.of(0, 0), ports);
    int tracks =
        96 + 90_000 + 97 + 16_000 + 1 + PARAMETER_SET_BYTES + CONFIG_BYTES + controlLengths();
    Same.require("rtsper (tracks)", tracks, rtsperTracks());
    Same.require("JAIN-SIP (tracks)", tracks, jainSipTracks());
  }

  private static int controlLengths() {
    return SampleDescription.sections().stream().mapToInt(one -> one.control().length()).sum();
  }

  /** Reads the description into rtsper's model: lines, attributes, media. */
  @Benchmark
  public SessionDescription rtsperModel() {
    return parser.parse(buffer.position(0), QuirkReporter.NONE);
  }

  /**
   * Reads it up to what a decoder needs: tracks with encoding, clock rate, channels, control and
   * parameters, the parameter sets decoded from Base64 and the audio's configuration from hex.
   *
   * @return a sum over all of it
   */
  @Benchmark
  public int rtsperTracks() {
    int sum = 0;
    for (Track track : Track.listOf(parser.parse(buffer.position(0), QuirkReporter.NONE))) {
      if (!track.playable()) {
        throw new IllegalStateException(track.unplayableReason().toString());
      }
      sum += track.payloadType() + track.clockRate() + track.channels() + track.control().length();
      MediaDescription description = track.description();
      for (byte[] unit : description.spropParameterSets()) {
        sum += unit.length;
      }
      byte[] config = description.config().orElse(null);
      sum += config == null ? 0 : config.length;
    }
    return sum;
  }

  /**
   * Reads it with the {@code javax.sdp} of JAIN-SIP.
   *
   * @return the description
   * @throws SdpParseException if it can't
   */
  @Benchmark
  public javax.sdp.SessionDescription jainSip() throws SdpParseException {
    return jainFactory.createSessionDescription(text);
  }

  /**
   * Reads it with JAIN-SIP up to what a decoder needs, with what the application has to write for
   * that itself: splitting the values of the attributes, decoding Base64 and hex.
   *
   * @return the same sum as that of {@link #rtsperTracks()}
   * @throws SdpException if it can't
   */
  @Benchmark
  public int jainSipTracks() throws SdpException {
    int sum = 0;
    for (Object each : jainSip().getMediaDescriptions(false)) {
      var media = (javax.sdp.MediaDescription) each;
      sum += Integer.parseInt(media.getMedia().getMediaFormats(false).get(0).toString());
      String map = media.getAttribute("rtpmap");
      String[] encoding = map.substring(map.indexOf(' ') + 1).split("/", -1);
      sum += Integer.parseInt(encoding[1]);
      sum += encoding.length > 2 ? Integer.parseInt(encoding[2]) : 0;
      sum += media.getAttribute("control").length();
      Map<String, String> parameters = new LinkedHashMap<>();
      String format = media.getAttribute("fmtp");
      for (String parameter : format.substring(format.indexOf(' ') + 1).split(";", -1)) {
        int equals = parameter.indexOf('=');
        parameters.put(
            parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            parameter.substring(equals + 1).strip());
      }
      for (String unit : parameters.getOrDefault("sprop-parameter-sets", "").split(",", -1)) {
        sum += Base64.getDecoder().decode(unit).length;
      }
      sum += HexFormat.of().parseHex(parameters.getOrDefault("config", "")).length;
    }
    return sum;
  }

  /**
   * Reads it with JAIN-SIP's parser, without the factory around it.
   *
   * @return the description
   * @throws ParseException if it can't
   */
  @Benchmark
  public javax.sdp.SessionDescription jainSipParser() throws ParseException {
    return new SDPAnnounceParser(text).parse();
  }

  /**
   * Reads it with pkts.
   *
   * @return the description
   * @throws io.pkts.sdp.SdpException if it can't
   */
  @Benchmark
  public SDP pkts() throws io.pkts.sdp.SdpException {
    return pktsFactory.parse(Buffers.wrap(bytes));
  }

  /**
   * Reads it with Sun's media framework.
   *
   * @param console away, since it prints lines that it reads
   * @return the parser, which has the description
   */
  @Benchmark
  public SdpParser jmf(Quiet console) {
    return new SdpParser(bytes);
  }

  private static List<Section> sections(SessionDescription description) {
    List<Section> sections = new ArrayList<>();
    for (MediaDescription media : description.media()) {
      sections.add(
          new Section(
              media.media(),
              media.formats().get(0),
              media.attribute("rtpmap").orElse(""),
              media.attribute("fmtp").orElse(""),
              media.attribute("control").orElse("")));
    }
    return sections;
  }

  private static List<Section> sections(javax.sdp.SessionDescription description)
      throws SdpException {
    List<Section> sections = new ArrayList<>();
    for (Object each : description.getMediaDescriptions(false)) {
      var media = (javax.sdp.MediaDescription) each;
      sections.add(
          new Section(
              media.getMedia().getMediaType(),
              media.getMedia().getMediaFormats(false).get(0).toString(),
              media.getAttribute("rtpmap"),
              media.getAttribute("fmtp"),
              media.getAttribute("control")));
    }
    return sections;
  }

  private static List<Section> sections(SdpParser description) {
    List<Section> sections = new ArrayList<>();
    for (Object each : description.getMediaDescriptions()) {
      var media = (com.sun.media.sdp.MediaDescription) each;
      sections.add(
          new Section(
              media.name,
              media.payload,
              media.getMediaAttribute("rtpmap").getValue(),
              media.getMediaAttribute("fmtp").getValue(),
              media.getMediaAttribute("control").getValue()));
    }
    return sections;
  }
}
