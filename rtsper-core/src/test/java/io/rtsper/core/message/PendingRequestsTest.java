package io.rtsper.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.Quirk;
import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspResponse;
import io.rtsper.core.message.ResponseMatch.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which request a response belongs to. */
class PendingRequestsTest {

  private final List<Quirk> quirks = new ArrayList<>();
  private final PendingRequests<String> pending =
      new PendingRequests<>((quirk, detail) -> quirks.add(quirk));

  @Test
  void aResponseBelongsToTheRequestOfItsCseq() {
    pending.add(1, false, "one");
    pending.add(2, true, "two");
    assertMatch(pending.match(ok("2")), Kind.FINAL, "two");
    assertMatch(pending.match(ok("1")), Kind.FINAL, "one");
    assertThat(pending.expire("one")).isFalse();
    assertThat(quirks).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 ", " 1", "001"})
  void p4LongseBlanksAroundCseqAreNothing(String cseq) {
    pending.add(1, false, "one");
    assertMatch(pending.match(ok(cseq)), Kind.FINAL, "one");
    assertThat(quirks).isEmpty();
  }

  @Test
  void p7ExoPlayer9070NoCseqIsTheOnlyRequest() {
    pending.add(1, false, "one");
    assertMatch(pending.match(response(200)), Kind.FINAL, "one");
    assertThat(quirks).containsExactly(MessageQuirks.MISSING_CSEQ);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1;", "-1", "99999999999", "1, 1"})
  void p7UnreadableCseqIsNone(String cseq) {
    pending.add(1, false, "one");
    assertMatch(pending.match(ok(cseq)), Kind.FINAL, "one");
    assertThat(quirks).containsExactly(MessageQuirks.MISSING_CSEQ);
  }

  @Test
  void p7NoCseqIsNobodysWhenTwoAreOutstanding() {
    pending.add(1, false, "one");
    pending.add(2, false, "two");
    assertDropped(response(200));
    assertMatch(pending.match(ok("1")), Kind.FINAL, "one");
    assertMatch(pending.match(ok("2")), Kind.FINAL, "two");
  }

  @Test
  void p7XiaomiDafang983CseqIsAlways0() {
    for (int cseq = 1; cseq < 20; cseq++) {
      pending.add(cseq, false, "request " + cseq);
      assertMatch(pending.match(ok("0")), Kind.FINAL, "request " + cseq);
    }
    assertThat(quirks).hasSize(19).containsOnly(MessageQuirks.UNEXPECTED_CSEQ);
  }

  @Test
  void p7CseqRunsBehindByOne() {
    for (int cseq = 1; cseq < 20; cseq++) {
      pending.add(cseq, false, "request " + cseq);
      assertMatch(pending.match(ok("" + (cseq - 1))), Kind.FINAL, "request " + cseq);
    }
    assertThat(quirks).hasSize(19).containsOnly(MessageQuirks.UNEXPECTED_CSEQ);
  }

  @Test
  void p7CseqThatWasNeverSentIsTheOnlyRequest() {
    pending.add(1, false, "one");
    assertMatch(pending.match(ok("4711")), Kind.FINAL, "one");
    pending.add(2, false, "two");
    assertMatch(pending.match(ok("2")), Kind.FINAL, "two");
    assertThat(quirks).containsExactly(MessageQuirks.UNEXPECTED_CSEQ);
  }

  @Test
  void tapoC100Retina136RefusalOfAKeepaliveHasTheCseqBefore() {
    answered(5);
    pending.add(6, true, "SET_PARAMETER");
    assertMatch(pending.match(response(400, "CSeq", "5")), Kind.FINAL, "SET_PARAMETER");
    assertThat(quirks).containsExactly(MessageQuirks.STALE_CSEQ);
  }

  @Test
  void aSuccessWithTheCseqBeforeIsARepetition() {
    answered(5);
    pending.add(6, true, "GET_PARAMETER");
    assertDropped(ok("5"));
    assertMatch(pending.match(ok("6")), Kind.FINAL, "GET_PARAMETER");
  }

  @Test
  void tapoC100Retina136RefusalOfAnyRequestHasTheCseqBefore() {
    answered(5);
    pending.add(6, false, "SET_PARAMETER");
    assertMatch(pending.match(response(400, "CSeq", "5")), Kind.FINAL, "SET_PARAMETER");
    assertThat(quirks).containsExactly(MessageQuirks.STALE_CSEQ);
  }

  @Test
  void aRefusalWithTheCseqBeforeIsNobodysWhenTwoAreOutstanding() {
    answered(5);
    pending.add(6, false, "PLAY");
    pending.add(7, true, "GET_PARAMETER");
    assertDropped(response(404, "CSeq", "5"));
  }

  @Test
  void aRefusalThatComesTwiceIsOne() {
    pending.add(5, false, "DESCRIBE");
    pending.match(response(401, "CSeq", "5"));
    pending.add(6, false, "DESCRIBE with credentials");
    assertDropped(response(401, "CSeq", "5"));
    assertMatch(pending.match(ok("6")), Kind.FINAL, "DESCRIBE with credentials");
  }

  @Test
  void p8ALateResponseToWhatWasGivenUpSaysNothingAgainstTheServer() {
    for (int cseq = 1; cseq <= 20; cseq++) {
      pending.add(cseq, true, "request " + cseq);
      assertThat(pending.expire("request " + cseq)).isTrue();
    }
    for (int cseq = 1; cseq <= 20; cseq++) {
      assertMatch(pending.match(ok("" + cseq)), Kind.LATE, "request " + cseq);
    }
    assertThat(quirks).isEmpty();
  }

  @Test
  void p8DuplicateResponsesAreDroppedAndTheNinthIsAnError() {
    pending.add(1, true, "one");
    pending.expire("one");
    assertMatch(pending.match(ok("1")), Kind.LATE, "one");
    for (int i = 1; i <= 8; i++) {
      assertDropped(ok("1"));
    }
    assertThat(quirks).hasSize(8);
    assertThatThrownBy(() -> pending.match(ok("1")))
        .isInstanceOf(RtspProtocolException.class)
        .hasMessageContaining("more than 8 responses belong to no request");
  }

  @Test
  void p8AResponseBehindATimeoutIsNotTakenForTheNextRequest() {
    answered(5);
    pending.add(6, false, "six");
    pending.expire("six");
    pending.add(7, false, "seven");
    assertMatch(pending.match(ok("6")), Kind.LATE, "six");
    assertMatch(pending.match(ok("7")), Kind.FINAL, "seven");
    assertThat(quirks).isEmpty();
  }

  @Test
  void aLateResponseDoesNotMakeAnOlderOneTheNext() {
    pending.add(3, false, "SETUP");
    pending.expire("SETUP");
    answered(4);
    answered(5);
    pending.add(6, false, "PLAY");
    assertMatch(pending.match(ok("3")), Kind.LATE, "SETUP");
    assertDropped(ok("4"));
    assertDropped(ok("5"));
    assertMatch(pending.match(ok("6")), Kind.FINAL, "PLAY");
  }

  @Test
  void aLateResponseThatComesTwiceIsNotTheNext() {
    answered(2);
    pending.add(3, false, "PAUSE");
    pending.expire("PAUSE");
    pending.add(4, false, "PLAY");
    assertMatch(pending.match(ok("3")), Kind.LATE, "PAUSE");
    assertDropped(ok("3"));
    assertMatch(pending.match(ok("4")), Kind.FINAL, "PLAY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "4711"})
  void aCseqThatWasNeverSentDoesNotMakeAnOlderOneTheNext(String cseq) {
    answered(4);
    answered(5);
    pending.add(6, false, "six");
    assertMatch(pending.match(ok(cseq)), Kind.FINAL, "six");
    pending.add(7, false, "PLAY");
    assertDropped(ok("4"));
    assertDropped(ok("5"));
    assertMatch(pending.match(ok("7")), Kind.FINAL, "PLAY");
  }

  @Test
  void answersInAnotherOrderDoNotMakeAnOlderOneTheNext() {
    pending.add(1, false, "one");
    pending.add(2, false, "two");
    pending.match(ok("2"));
    pending.match(ok("1"));
    pending.add(3, false, "PLAY");
    assertDropped(ok("2"));
    assertMatch(pending.match(ok("3")), Kind.FINAL, "PLAY");
  }

  @Test
  void aResponseToWhatWasGivenUpLongAgoIsNotTheNext() {
    for (int cseq = 1; cseq <= 40; cseq++) {
      pending.add(cseq, true, "request " + cseq);
      pending.expire("request " + cseq);
    }
    pending.add(41, false, "PLAY");
    assertDropped(ok("1"));
    assertDropped(ok("8"));
    assertMatch(pending.match(ok("9")), Kind.LATE, "request 9");
    assertMatch(pending.match(ok("41")), Kind.FINAL, "PLAY");
  }

  @Test
  void aRefusalThatComesTwiceIsOneWhateverComesBetween() {
    pending.add(5, false, "DESCRIBE");
    pending.match(response(401, "CSeq", "5"));
    pending.add(6, false, "DESCRIBE with credentials");
    assertDropped(ok("5"));
    assertDropped(response(401, "CSeq", "5"));
    assertMatch(pending.match(ok("6")), Kind.FINAL, "DESCRIBE with credentials");
  }

  @Test
  void tapoC100Retina136ARefusalWithTheCseqBeforeThatComesTwiceIsOne() {
    answered(5);
    pending.add(6, false, "SET_PARAMETER");
    assertMatch(pending.match(response(400, "CSeq", "5")), Kind.FINAL, "SET_PARAMETER");
    pending.add(7, false, "PAUSE");
    assertDropped(response(400, "CSeq", "5"));
    assertMatch(pending.match(ok("7")), Kind.FINAL, "PAUSE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"150", "", "x"})
  void aResponseThatCorrectsItsCseqIsNotTheNext(String wrong) {
    pending.add(1, false, "OPTIONS");
    assertMatch(pending.match(ok(wrong)), Kind.FINAL, "OPTIONS");
    pending.add(2, false, "DESCRIBE");
    assertDropped(ok("1"));
    assertMatch(pending.match(ok("2")), Kind.FINAL, "DESCRIBE");
  }

  @Test
  void aRefusalThatCorrectsItsCseqIsNotTheNext() {
    pending.add(1, false, "OPTIONS");
    assertMatch(pending.match(response(200, "CSeq", "150")), Kind.FINAL, "OPTIONS");
    pending.add(2, false, "DESCRIBE");
    assertDropped(response(501, "CSeq", "1"));
    assertMatch(pending.match(ok("2")), Kind.FINAL, "DESCRIBE");
  }

  @Test
  void aResponseThatCorrectsItsCseqIsNotTheNextBehindGoodOnes() {
    answered(1);
    pending.add(2, false, "SETUP");
    assertMatch(pending.match(ok("4711")), Kind.FINAL, "SETUP");
    pending.add(3, false, "PLAY");
    assertDropped(ok("2"));
    assertMatch(pending.match(ok("3")), Kind.FINAL, "PLAY");
  }

  @Test
  void whoHasAnsweredRightlyDoesNotRunBehind() {
    answered(4);
    pending.add(5, false, "PAUSE");
    assertMatch(pending.match(response(400, "CSeq", "4")), Kind.FINAL, "PAUSE");
    pending.add(6, false, "PLAY");
    assertDropped(ok("5"));
    assertMatch(pending.match(ok("6")), Kind.FINAL, "PLAY");
  }

  @Test
  void whoRunsBehindIsNotMatchedByAnotherDistance() {
    pending.add(1, false, "one");
    assertMatch(pending.match(ok("0")), Kind.FINAL, "one");
    pending.add(2, false, "two");
    assertMatch(pending.match(ok("0")), Kind.FINAL, "two");
    pending.add(3, false, "three");
    assertDropped(ok("2"));
    assertDropped(ok("1"));
    assertMatch(pending.match(ok("3")), Kind.FINAL, "three");
  }

  @Test
  void aConnectionThatStartsInTheMidstMayRunBehind() {
    for (int cseq = 7; cseq < 12; cseq++) {
      pending.add(cseq, false, "request " + cseq);
      assertMatch(pending.match(ok("" + (cseq - 6))), Kind.FINAL, "request " + cseq);
    }
    assertThat(quirks).hasSize(5).containsOnly(MessageQuirks.UNEXPECTED_CSEQ);
  }

  @Test
  void aResponseToNothingIsDropped() {
    assertDropped(ok("1"));
    assertDropped(response(200));
  }

  @Test
  void p20ProvisionalResponsesCompleteNothingAndTheFirstGivesTime() {
    pending.add(1, false, "one");
    assertMatch(pending.match(response(100, "CSeq", "1")), Kind.FIRST_PROGRESS, "one");
    for (int i = 2; i <= 8; i++) {
      assertMatch(pending.match(response(199, "CSeq", "1")), Kind.PROGRESS, "one");
    }
    assertThatThrownBy(() -> pending.match(response(100, "CSeq", "1")))
        .isInstanceOf(RtspProtocolException.class)
        .hasMessageContaining("more than 8 provisional responses");
  }

  @Test
  void p20AFinalResponseFollowsAProvisionalOneWithoutCseq() {
    pending.add(1, false, "one");
    assertMatch(pending.match(response(100)), Kind.FIRST_PROGRESS, "one");
    assertMatch(pending.match(ok("1")), Kind.FINAL, "one");
  }

  @Test
  void aRequestThatIsNotOutstandingCanNotExpire() {
    assertThat(pending.expire("nothing")).isFalse();
  }

  @Test
  void cseqRises() {
    pending.add(2, false, "two");
    assertThatIllegalArgumentException().isThrownBy(() -> pending.add(2, false, "again"));
  }

  private void answered(int cseq) {
    pending.add(cseq, false, "request " + cseq);
    pending.match(ok("" + cseq));
  }

  private void assertDropped(RtspResponse response) {
    assertMatch(pending.match(response), Kind.DROPPED, null);
    assertThat(quirks).last().isEqualTo(MessageQuirks.LATE_RESPONSE);
  }

  private static void assertMatch(
      ResponseMatch<String> match, Kind kind, @org.jspecify.annotations.Nullable String request) {
    assertThat(match).isEqualTo(new ResponseMatch<>(kind, request));
  }

  private static RtspResponse ok(String cseq) {
    return response(200, "CSeq", cseq);
  }

  private static RtspResponse response(int status, String... headers) {
    RtspHeaders.Builder builder = RtspHeaders.builder();
    for (int i = 0; i < headers.length; i += 2) {
      builder.addReceived(headers[i], headers[i + 1]);
    }
    return RtspResponse.of(status, "", builder.build(), new byte[0]);
  }
}
