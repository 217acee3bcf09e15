package io.rtsper.core.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.MessageLimits;
import org.junit.jupiter.api.Test;

class SessionMemoryTest {

  @Test
  void givesNoMoreThanThereIs() {
    SessionMemory memory = new SessionMemory(100);
    assertThat(memory.reserve(60)).isTrue();
    assertThat(memory.reserve(41)).isFalse();
    assertThat(memory.available()).isEqualTo(40);
    memory.release(60);
    assertThat(memory.reserve(100)).isTrue();
    assertThat(memory.reserve(1)).isFalse();
    assertThat(memory.reserve(0)).isTrue();
  }

  @Test
  void isWhatAMessageAndAPacketLeave() {
    MessageLimits limits = new MessageLimits(8192, 64, 65536, 128 << 10);
    assertThat(SessionMemory.of(512 << 10, limits).available())
        .isEqualTo((512 << 10) - (64 << 10) - (64 << 10) - (128 << 10));
  }
}
