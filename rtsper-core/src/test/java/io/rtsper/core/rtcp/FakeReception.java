package io.rtsper.core.rtcp;

import io.rtsper.core.clock.SenderClock;

/** What a receiver says of a source, as a test sets it. */
final class FakeReception implements Reception {

  static final long SOURCE = 0xAAAA_AAAAL;

  long ssrc = SOURCE;
  long startCycle;
  long expected;
  long received;
  long highest;
  long jitter;
  final SenderClock senderClock = new SenderClock(90_000);
  final ReferenceTime referenceTime = new ReferenceTime();

  @Override
  public long ssrc() {
    return ssrc;
  }

  @Override
  public long startCycle() {
    return startCycle;
  }

  @Override
  public long expected() {
    return expected;
  }

  @Override
  public long received() {
    return received;
  }

  @Override
  public long highest() {
    return highest;
  }

  @Override
  public long jitterUnits() {
    return jitter;
  }

  @Override
  public SenderClock senderClock() {
    return senderClock;
  }

  @Override
  public ReferenceTime referenceTime() {
    return referenceTime;
  }
}
