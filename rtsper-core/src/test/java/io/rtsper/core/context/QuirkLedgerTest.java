package io.rtsper.core.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.Quirk;
import io.rtsper.api.QuirkCount;
import io.rtsper.api.RtspProtocolException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuirkLedgerTest {

  private static final Quirk BARE = Quirk.of("transport-bare", "it is bare");

  private final List<String> told = new ArrayList<>();

  private QuirkLedger ledger(boolean strict) {
    return new QuirkLedger(strict, (quirk, detail) -> told.add(quirk.name() + ":" + detail));
  }

  @Test
  void tellsTheFirstAndCountsTheRest() {
    QuirkLedger ledger = ledger(false);
    ledger.report(Quirk.of("missing-cseq", ""), "one");
    ledger.report(Quirk.of("missing-cseq", ""), "two");
    ledger.report(Quirk.of("late-response", ""), "");
    assertThat(told).containsExactly("missing-cseq" + ":one", "late-response" + ":");
    assertThat(ledger.counts()).extracting(QuirkCount::count).containsExactly(2L, 1L);
  }

  @Test
  void throwsInStrictMode() {
    QuirkLedger ledger = ledger(true);
    assertThatThrownBy(() -> ledger.report(Quirk.of("missing-cseq", ""), "in OPTIONS"))
        .isInstanceOf(RtspProtocolException.class)
        .hasMessageContaining("missing-cseq")
        .hasMessageContaining("in OPTIONS")
        .hasMessageContaining("strict");
    assertThat(ledger.counts()).hasSize(1);
  }

  @Test
  void tellsNoDetailOfAPeerAsItCame() {
    String raw = "rtsp://user:hunter2@h/ \33[2J\r\n";
    QuirkLedger ledger = ledger(false);
    ledger.report(BARE, raw);
    String shown = "rtsp://***@h/ \\x1b[2J\\x0d\\x0a";
    assertThat(told).containsExactly(BARE.name() + ":" + shown);
    assertThat(ledger.counts()).extracting(QuirkCount::firstDetail).containsExactly(shown);
    QuirkLedger strict = ledger(true);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> strict.report(BARE, raw))
          .hasMessageContaining("(" + BARE.name() + ": " + shown + ")");
    }
  }

  @Test
  void boundsTheDetailOfAStrictError() {
    assertThatThrownBy(() -> ledger(true).report(BARE, "x".repeat(10_000)))
        .message()
        .hasSizeLessThan(600);
  }

  @Test
  void keepsNeitherLongDetailsNorKindsWithoutEnd() {
    QuirkLedger ledger = ledger(false);
    for (int i = 0; i < 2000; i++) {
      ledger.report(Quirk.of("made-up-" + i, "of a plug-in"), "x".repeat(10_000));
    }
    assertThat(ledger.counts()).hasSize(512);
    assertThat(told).allSatisfy(text -> assertThat(text).hasSizeLessThan(300));
  }
}
