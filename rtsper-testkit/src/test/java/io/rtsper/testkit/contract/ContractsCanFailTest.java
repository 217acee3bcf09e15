package io.rtsper.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs the contracts against sound plug-ins, and against ones that break one rule each. */
class ContractsCanFailTest {

  private static final String FLAW = "rtsper.contract.flaw";
  private static final String PATIENCE = "rtsper.contract.patience";

  /** The subjects: not run by themselves, for their names don't end in Test. */
  @Tag("subject")
  static class ToyContract extends ControlTransportContract {
    @Override
    protected ControlTransportFixture fixture() {
      return new ToyTransport(flaw(ToyTransport.Flaw.class));
    }
  }

  @Tag("subject")
  static class ToyMediaContract extends MediaTransportContract {
    @Override
    protected MediaTransportFixture fixture() {
      return new ToyMedia(flaw(ToyMedia.Flaw.class));
    }
  }

  @Tag("subject")
  static class ToyDepacketizerContract extends DepacketizerContract {
    @Override
    protected DepacketizerFixture fixture() {
      return ToyDepacketizer.fixture(flaw(ToyDepacketizer.Flaw.class));
    }
  }

  private static <F extends Enum<F>> F flaw(Class<F> type) {
    return Enum.valueOf(type, System.getProperty(FLAW, "NONE"));
  }

  private static TestExecutionSummary run(String flaw, DiscoverySelector what) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(what).build();
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    Launcher launcher = LauncherFactory.create();
    System.setProperty(FLAW, flaw);
    if (!flaw.equals("NONE")) {
      System.setProperty(PATIENCE, "1"); // what is broken isn't worth waiting for
    }
    try {
      launcher.execute(request, summary);
    } finally {
      System.clearProperty(FLAW);
      System.clearProperty(PATIENCE);
    }
    return summary.getSummary();
  }

  @ParameterizedTest
  @ValueSource(classes = {ToyContract.class, ToyMediaContract.class, ToyDepacketizerContract.class})
  void aSoundPlugInPasses(Class<?> contract) {
    TestExecutionSummary summary = run("NONE", selectClass(contract));
    assertThat(summary.getFailures())
        .extracting(
            failure -> failure.getTestIdentifier().getDisplayName() + failure.getException())
        .isEmpty();
    assertThat(summary.getTestsSucceededCount())
        .isEqualTo(
            Stream.of(contract.getSuperclass().getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .count());
  }

  @ParameterizedTest
  @CsvSource({
    "DELIVERS_AFTER_CLOSE, canBeClosedDuringADelivery",
    "TELLS_OF_ITS_OWN_CLOSE, ignoresWhatIsAskedAfterClose",
    "OPENS_BEFORE_RETURNING, opensAndKnowsItsAddresses",
    "CALLS_FROM_ANOTHER_THREAD, deliversSingleBytes",
    "IGNORES_READING_OFF, holdsTheSenderBackWhileReadingIsOff",
    "LOSES_A_BYTE, delivers10000FramesInOrder",
    "SWAPS_CHUNKS, delivers64KiBFrames",
    "KEEPS_THE_SENDERS_BUFFER, sendsInOrderAndLeavesTheBufferToTheCaller",
    "IGNORES_THE_DEADLINE, failsOnceItsDeadlineHasPassed",
    "IGNORES_THE_SEND_LIMIT, failsWhenMoreWouldWaitThanMay",
    "IGNORES_THE_BUDGET, failsWhenNoMemoryIsLeftForWhatWaits",
    "TAKES_NO_MEMORY, givesItsMemoryBackWhenItIsClosed",
    "TAKES_OFFERS_ALWAYS, refusesWhatIsOfferedWhileItIsFull",
    "CONSUMES_WHAT_IT_REFUSES, refusesWhatIsOfferedWhileItIsFull",
    "WRITABLE_TOO_EARLY, refusesWhatIsOfferedWhileItIsFull",
    "NEVER_WRITABLE, refusesWhatIsOfferedWhileItIsFull",
    "FORGETS_WHAT_IT_REFUSED_EARLY, saysThatItTakesOffersOnceItIsOpen",
    "WRITABLE_UNASKED, opensAndKnowsItsAddresses",
    "TAKES_OFFERS_WITHOUT_MEMORY, refusesWhatIsOfferedWhileNoMemoryIsLeft",
    "FAILS_FOR_AN_OFFER, refusesWhatIsOfferedWhileNoMemoryIsLeft",
    "KEEPS_MEMORY_AFTER_CLOSE, givesItsMemoryBackWhenItIsClosed",
    "KEEPS_MEMORY_AFTER_A_FAILURE, givesItsMemoryBackWhenItFails",
    "KEEPS_MEMORY_AFTER_AN_END, givesItsMemoryBackAtTheOtherSidesEnd",
    "KEEPS_MEMORY_WHEN_NOT_OPENED, givesItsMemoryBackWhenItNeverOpens",
    "CLOSES_TWICE, tellsAnEndInOrderBehindTheLastByte",
    "TAKES_A_BREAK_FOR_AN_END, tellsABrokenLinkAsAFailure",
    "THROWS_AFTER_CLOSE, ignoresWhatIsAskedAfterClose",
    "LEAVES_A_THREAD, leavesNothingBehind",
  })
  void aBrokenRuleOfControlTransportsIsFound(String flaw, String test) {
    expectFailure(ToyContract.class, flaw, test);
  }

  @ParameterizedTest
  @CsvSource({
    "CLAIMS_ORDER, saysWhatWasAgreedOn",
    "CHANGES_RTP, sendsRtpOfATrackThatTheClientSends",
    "SENDS_RTP_AS_RTCP, sendsRtpOfATrackThatTheClientSends",
    "SENDS_NO_RTP_OF_THE_CLIENT, sendsRtpOfATrackThatTheClientSends",
    "KEEPS_THE_SENDERS_BUFFER, sendsRtpOfATrackThatTheClientSends",
    "LEAVES_BYTES_IN_THE_BUFFER, sendsRtpOfATrackThatTheClientSends",
    "REFUSES_BEFORE_THE_ANSWER, dropsPacketsBeforeTheAnswer",
    "CONSUMES_WHAT_IT_REFUSES, refusesPacketsWhileTheWayIsFull",
    "LOSES_WHAT_IT_REFUSES, refusesPacketsWhileTheWayIsFull",
    "NEVER_WRITABLE, refusesPacketsWhileTheWayIsFull",
    "USES_THE_JVMS_CLOCK, deliversRtpAndRtcpWhereTheyBelong",
    "GOES_BACK_IN_TIME, deliversRtpAndRtcpWhereTheyBelong",
    "DELIVERS_LITTLE_ENDIAN, deliversRtpAndRtcpWhereTheyBelong",
    "KEEPS_MEMORY, saysNothingAfterClose",
  })
  void aBrokenRuleOfMediaTransportsIsFound(String flaw, String test) {
    expectFailure(ToyMediaContract.class, flaw, test);
  }

  @ParameterizedTest
  @CsvSource({
    "CHANGES_A_BYTE, givesTheFramesOfTheStream",
    "USES_THE_PLAIN_TIMESTAMP, givesTheFramesOfTheStream",
    "SHARES_ITS_STATE, isFoundByItsEncodingAndKeepsTracksApart",
    "COMMITS_TOO_MUCH, givesTheFramesOfTheStream",
    "ENDS_WITHOUT_A_FRAME, marksWhatALossDamaged",
    "WRITES_AFTER_THE_COMMIT, givesTheFramesOfTheStream",
    "GOES_ON_WITHOUT_ROOM, goesOnWhenAFrameFindsNoRoom",
    "THROWS_FOR_NO_BYTES, takesAnyBytes",
    "SWALLOWS_STRICT_MODE, passesOnWhatStrictModeThrows",
    "JOINS_OVER_A_LOSS, marksWhatALossDamaged",
    "STOPS_AT_A_LOSS, comesBackAfterALoss",
    "JOINS_OVER_A_NEW_SOURCE, marksWhatALossDamaged",
    "STOPS_AT_A_NEW_SOURCE, beginsAnewAfterADiscontinuity",
    "ENDS_HALF_A_FRAME_WHEN_FLUSHED, endsNoHalfFrameWhenItIsFlushed",
    "THROWS_WITHOUT_MEMORY, goesOnWithoutMemory",
    "KEEPS_MEMORY, givesItsMemoryBack",
    "KEEPS_MEMORY, givesAllMemoryBackWhenItIsClosed",
  })
  void aBrokenRuleOfDepacketizersIsFound(String flaw, String test) {
    expectFailure(ToyDepacketizerContract.class, flaw, test);
  }

  private static void expectFailure(Class<?> contract, String flaw, String test) {
    TestExecutionSummary summary = run(flaw, selectMethod(contract, test));
    assertThat(summary.getTestsFoundCount()).isEqualTo(1);
    assertThat(summary.getTestsFailedCount()).isEqualTo(1);
  }
}
