package io.rtsper.it.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds each receiver report that tshark dissected in a capture against the packets and the sender
 * reports in it: what RFC 3550 §6.4.1 and appendices A.3 and A.8 make of them, computed here from
 * all that was seen. The application may have been a little behind the capture.
 */
final class ReportCheck {

  private static final double BEHIND_SECONDS = 0.25;
  private static final double DELAY_TOLERANCE_SECONDS = 0.2;

  /** A report as it was dissected. */
  private record Report(
      double time,
      long reporter,
      long source,
      long fraction,
      long cumulative,
      long highest,
      long jitter,
      long lastSenderReport,
      long delay,
      String cname) {}

  /** What is known of a source after a packet of it. */
  private record State(double time, long base, long highest, long received, double jitter) {
    long cumulative() {
      return highest - base + 1 - received;
    }
  }

  /** A sender report and when it came. */
  private record SenderReport(double time, long source, long middleOfNtp) {}

  private final Map<Long, List<State>> states = new HashMap<>();
  private final List<SenderReport> senderReports = new ArrayList<>();
  private final List<Report> reports = new ArrayList<>();

  private ReportCheck() {}

  /**
   * Checks all reports of the client.
   *
   * @param clockRates of the sources
   * @return how many blocks there were
   */
  static int check(Capture capture, Map<Long, Integer> clockRates) throws Exception {
    ReportCheck check = new ReportCheck();
    for (Map.Entry<Long, Integer> source : clockRates.entrySet()) {
      check.states.put(
          source.getKey(),
          states(
              capture.rtp(BadLine.SERVER).stream()
                  .filter(packet -> packet.ssrc() == source.getKey())
                  .toList(),
              source.getValue()));
    }
    check.read(capture);
    check.verify();
    return check.reports.size();
  }

  private static List<State> states(List<Capture.Seen> packets, int clockRate) {
    List<State> states = new ArrayList<>();
    State last = null;
    double transitBefore = 0;
    for (Capture.Seen packet : packets) {
      double transit = packet.time() * clockRate - packet.timestamp();
      if (last == null) {
        last = new State(packet.time(), packet.sequence(), packet.sequence(), 1, 0);
      } else {
        long number = last.highest() + (short) (packet.sequence() - (int) last.highest());
        double difference = Math.abs(transit - transitBefore);
        last =
            new State(
                packet.time(),
                Math.min(last.base(), number),
                Math.max(last.highest(), number),
                last.received() + 1,
                last.jitter() + (difference - last.jitter()) / 16);
      }
      transitBefore = transit;
      states.add(last);
    }
    return states;
  }

  private void read(Capture capture) throws Exception {
    String mine = "rtcp && ip.src == " + BadLine.CLIENT;
    assertThat(capture.fields(mine + " && (_ws.malformed || rtcp.length_check == 0)", "_ws.expert"))
        .as("reports that tshark finds fault with")
        .isEmpty();
    for (String[] sent :
        capture.fields(
            "rtcp.pt == 200 && ip.src == " + BadLine.SERVER,
            "frame.time_epoch",
            "rtcp.senderssrc",
            "rtcp.timestamp.ntp.msw",
            "rtcp.timestamp.ntp.lsw")) {
      List<Long> sources = Capture.numbers(sent[1]);
      List<Long> seconds = Capture.numbers(sent[2]);
      List<Long> fractions = Capture.numbers(sent[3]);
      for (int i = 0; i < seconds.size(); i++) {
        senderReports.add(
            new SenderReport(
                Double.parseDouble(sent[0]),
                sources.get(i),
                (seconds.get(i) & 0xFFFF) << 16 | fractions.get(i) >>> 16));
      }
    }
    for (String[] report :
        capture.fields(
            mine + " && rtcp.ssrc.ext_high",
            "frame.time_epoch",
            "rtcp.pt",
            "rtcp.senderssrc",
            "rtcp.ssrc.identifier",
            "rtcp.ssrc.fraction",
            "rtcp.ssrc.cum_nr",
            "rtcp.ssrc.ext_high",
            "rtcp.ssrc.jitter",
            "rtcp.ssrc.lsr",
            "rtcp.ssrc.dlsr",
            "rtcp.sdes.text")) {
      readReport(report);
    }
  }

  /** Reads the compounds of a frame, of which each has one block and one SDES chunk. */
  private void readReport(String[] frame) {
    List<Long> reporters = Capture.numbers(frame[2]);
    String[] types = frame[1].split(",", -1);
    String[] names = frame[10].split(",", -1);
    List<List<Long>> blocks = new ArrayList<>();
    for (int field = 4; field <= 9; field++) {
      blocks.add(Capture.numbers(frame[field]));
    }
    List<Long> sources = Capture.numbers(frame[3]);
    for (int i = 0; i < reporters.size(); i++) {
      assertThat(types[2 * i] + "," + types[2 * i + 1]).as("RR and SDES").isEqualTo("201,202");
      assertThat(sources.get(2 * i + 1)).as("who the SDES is of").isEqualTo(reporters.get(i));
      reports.add(
          new Report(
              Double.parseDouble(frame[0]),
              reporters.get(i),
              sources.get(2 * i),
              blocks.get(0).get(i),
              blocks.get(1).get(i),
              blocks.get(2).get(i),
              blocks.get(3).get(i),
              blocks.get(4).get(i),
              blocks.get(5).get(i),
              names[i]));
    }
  }

  private void verify() {
    Set<String> names = new HashSet<>();
    Map<Long, Report> before = new HashMap<>();
    for (Report report : reports) {
      State state = state(report);
      verifyFraction(report, before.put(report.source(), report), state.base());
      assertThat((double) report.jitter())
          .as("jitter of %s", report)
          .isCloseTo(state.jitter(), within(state.jitter() / 4 + 300));
      verifySenderReport(report);
      assertThat(report.cname()).matches("[0-9a-f]{16}");
      names.add(report.cname());
    }
    assertThat(names).as("names of one receiver").hasSizeLessThanOrEqualTo(1);
  }

  /** Returns the state that a report is of: one shortly before it that agrees on both counts. */
  private State state(Report report) {
    List<State> all = states.getOrDefault(report.source(), List.of());
    List<State> recent =
        all.stream()
            .filter(state -> state.time() <= report.time())
            .filter(
                state ->
                    state.time() >= report.time() - BEHIND_SECONDS
                        || isLastBefore(all, state, report))
            .toList();
    return recent.stream()
        .filter(state -> state.highest() == report.highest())
        .filter(state -> state.cumulative() == report.cumulative())
        .reduce((earlier, later) -> later)
        .orElseThrow(
            () -> new AssertionError("%s is of none of these: %s".formatted(report, recent)));
  }

  private static boolean isLastBefore(List<State> all, State state, Report report) {
    int next = all.indexOf(state) + 1;
    return next == all.size() || all.get(next).time() > report.time();
  }

  private static void verifyFraction(Report report, @Nullable Report before, long base) {
    long highestBefore = before == null ? base - 1 : before.highest();
    long cumulativeBefore = before == null ? 0 : before.cumulative();
    long expected = report.highest() - highestBefore;
    long lost = report.cumulative() - cumulativeBefore;
    assertThat(report.fraction())
        .as("fraction lost of %s after %s", report, before)
        .isEqualTo(expected <= 0 || lost <= 0 ? 0 : Math.min(255, (lost << 8) / expected));
  }

  private void verifySenderReport(Report report) {
    List<SenderReport> came =
        senderReports.stream()
            .filter(sent -> sent.source() == report.source() && sent.time() < report.time())
            .toList();
    if (report.lastSenderReport() == 0) {
      assertThat(report.delay()).isZero();
      assertThat(came).allMatch(sent -> sent.time() > report.time() - BEHIND_SECONDS);
      return;
    }
    SenderReport answered =
        came.stream()
            .filter(sent -> sent.middleOfNtp() == report.lastSenderReport())
            .reduce((earlier, later) -> later)
            .orElseThrow(() -> new AssertionError(report + " answers none of " + came));
    assertThat(report.delay() / 65536.0)
        .as("delay since the last SR of %s", report)
        .isCloseTo(report.time() - answered.time(), within(DELAY_TOLERANCE_SECONDS));
    assertThat(came)
        .filteredOn(sent -> sent.time() > answered.time())
        .allMatch(sent -> sent.time() > report.time() - BEHIND_SECONDS);
  }
}
