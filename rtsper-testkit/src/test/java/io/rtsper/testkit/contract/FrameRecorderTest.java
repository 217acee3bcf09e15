package io.rtsper.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Frames of units are written as {@code FrameWriter} says, and whoever doesn't is found out. */
class FrameRecorderTest {

  private final FrameRecorder recorder = new FrameRecorder(64);

  private void write(int... bytes) {
    ByteBuffer room = recorder.reserve(bytes.length);
    assertThat(room).isNotNull();
    for (int b : bytes) {
      room.put((byte) b);
    }
    recorder.commit(bytes.length);
  }

  private static void fails(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(AssertionError.class).hasMessageContaining(message);
  }

  @Test
  void unitsStandBehindTheirLengths() {
    recorder.begin(5);
    recorder.beginUnit();
    write(1, 2);
    write(3);
    recorder.endUnit();
    recorder.beginUnit();
    recorder.endUnit();
    recorder.beginUnit();
    write(4);
    recorder.endUnit();
    recorder.timestamp(7);
    recorder.duration(9);
    recorder.end(true, false);
    byte[] data = {0, 0, 0, 3, 1, 2, 3, 0, 0, 0, 1, 4};
    assertThat(recorder.frames()).containsExactly(RecordedFrame.of(7, data, true).lasting(9));
  }

  @Test
  void theEndOfAFrameCanBeTakenBack() {
    recorder.begin(0);
    recorder.beginUnit();
    write(1, 2, 3);
    recorder.truncate(5);
    recorder.endUnit();
    recorder.beginUnit();
    write(4);
    recorder.truncate(5);
    recorder.end(false, false);
    assertThat(recorder.frames())
        .containsExactly(RecordedFrame.of(0, new byte[] {0, 0, 0, 1, 1}, false));
  }

  @Test
  void whatIsWrittenCanBeChanged() {
    recorder.begin(0);
    write(1, 2, 3);
    ByteBuffer written = recorder.written();
    assertThat(written.remaining()).isEqualTo(3);
    written.put(written.position() + 1, (byte) 9);
    recorder.end(true, false);
    assertThat(recorder.frames()).containsExactly(RecordedFrame.of(0, new byte[] {1, 9, 3}, true));
    assertThat(written.get(1)).as("kept after the next call").isNotEqualTo((byte) 1);
  }

  @Test
  void aUnitWithoutRoomIsRefusedWithItsFrame() {
    FrameRecorder narrow = new FrameRecorder(3);
    narrow.begin(0);
    assertThat(narrow.beginUnit()).isFalse();
    fails(narrow::endUnit, "without a frame that was begun");
  }

  @Test
  void whatBreaksTheRulesOfUnitsIsFoundOut() {
    recorder.begin(0);
    fails(recorder::endUnit, "without a unit");
    recorder.beginUnit();
    fails(recorder::beginUnit, "within a unit");
    fails(() -> recorder.end(true, false), "within a unit");
    write(1);
    fails(() -> recorder.truncate(2), "cuts the length");
    fails(() -> recorder.truncate(6), "truncate(6) of a frame of 5 bytes");
    recorder.endUnit();
    fails(() -> recorder.reserve(1), "between the units");
    recorder.begin(1);
    write(1);
    fails(recorder::beginUnit, "doesn't consist of units");
    fails(() -> recorder.duration(-1), "duration(-1)");
    ByteBuffer written = recorder.written();
    written.clear().put(0, (byte) 1);
    fails(recorder::length, "beside those that may be");
  }
}
