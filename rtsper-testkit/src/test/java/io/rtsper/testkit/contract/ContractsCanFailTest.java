package io.rtsper.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.rtsper.testkit.contract.ToyTransport.Flaw;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs the contract against a sound transport, and against ones that break one rule each. */
class ContractsCanFailTest {

  private static final String FLAW = "rtsper.contract.flaw";
  private static final String PATIENCE = "rtsper.contract.patience";

  /** The subject: not run by itself, for its name doesn't end in Test. */
  @Tag("subject")
  static class ToyContract extends ControlTransportContract {
    @Override
    protected ControlTransportFixture fixture() {
      return new ToyTransport(Flaw.valueOf(System.getProperty(FLAW, "NONE")));
    }
  }

  private static TestExecutionSummary run(Flaw flaw, String... methods) {
    LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
    if (methods.length == 0) {
      request.selectors(DiscoverySelectors.selectClass(ToyContract.class));
    }
    Stream.of(methods).forEach(name -> request.selectors(selectMethod(ToyContract.class, name)));
    LauncherDiscoveryRequest built = request.build();
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    Launcher launcher = LauncherFactory.create();
    System.setProperty(FLAW, flaw.name());
    if (flaw != Flaw.NONE) {
      System.setProperty(PATIENCE, "2"); // what is broken isn't worth waiting for
    }
    try {
      launcher.execute(built, summary);
    } finally {
      System.clearProperty(FLAW);
      System.clearProperty(PATIENCE);
    }
    return summary.getSummary();
  }

  @Test
  void aSoundTransportPasses() {
    TestExecutionSummary summary = run(Flaw.NONE);
    assertThat(summary.getFailures())
        .extracting(
            failure -> failure.getTestIdentifier().getDisplayName() + failure.getException())
        .isEmpty();
    assertThat(summary.getTestsSucceededCount()).isGreaterThanOrEqualTo(24);
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
    "IGNORES_THE_SEND_LIMIT, failsWhenMoreWaitsThanTheSendLimit",
    "CLOSES_TWICE, tellsAnEndInOrderBehindTheLastByte",
    "TAKES_A_BREAK_FOR_AN_END, tellsABrokenLinkAsAFailure",
    "THROWS_AFTER_CLOSE, ignoresWhatIsAskedAfterClose",
    "LEAVES_A_THREAD, leavesNothingBehind",
  })
  void aBrokenRuleIsFound(Flaw flaw, String test) {
    TestExecutionSummary summary = run(flaw, test);
    assertThat(summary.getTestsFoundCount()).isEqualTo(1);
    assertThat(summary.getTestsFailedCount()).isEqualTo(1);
  }
}
