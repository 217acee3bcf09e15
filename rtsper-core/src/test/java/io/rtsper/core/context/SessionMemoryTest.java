package io.rtsper.core.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.MessageLimits;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspSession;
import io.rtsper.api.SessionOptions;
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
    try (RtspClient client = RtspClient.builder().build();
        RtspSession session =
            client
                .session("rtsp://127.0.0.1/")
                .memoryLimit(512 << 10)
                .messageLimits(new MessageLimits(8192, 64, 65536, 128 << 10))
                .build()) {
      SessionOptions options = session.sessionOptions();
      assertThat(SessionMemory.of(options).available())
          .isEqualTo((512 << 10) - (64 << 10) - (64 << 10) - (128 << 10));
    }
  }
}
