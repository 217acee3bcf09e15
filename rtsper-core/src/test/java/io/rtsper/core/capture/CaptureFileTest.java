package io.rtsper.core.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspValidationException;
import io.rtsper.core.context.SessionMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureFileTest {

  private static final int MEMORY = 16 << 20;

  @TempDir Path folder;

  private final SessionMemory memory = new SessionMemory(MEMORY);
  private final CaptureQueue queue = new CaptureQueue(memory);

  private CaptureFile start(Path path) {
    return CaptureFile.start(path, queue, () -> 7);
  }

  private void record(int bytes) {
    Objects.requireNonNull(queue.room(bytes, 1)).put(new byte[bytes]);
    queue.commit();
  }

  @Test
  void aFileIsReplacedAndWholeAtTheEnd() throws Exception {
    Path path = folder.resolve("capture.pcapng");
    Files.write(path, new byte[100_000]);
    CaptureFile file = start(path);
    record(5000);
    queue.end();
    file.written().get(10, TimeUnit.SECONDS);
    byte[] bytes = Files.readAllBytes(path);
    assertThat(bytes).hasSizeBetween(5000, 6000).startsWith(0x0A, 0x0D, 0x0D, 0x0A);
    assertThat(ByteBuffer.wrap(bytes).getInt(bytes.length - 52)).as("statistics").isEqualTo(5);
    assertThat(memory.available()).isEqualTo(MEMORY);
  }

  @Test
  void aMissingFolderIsNamed() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> start(missing.resolve("x.pcapng")))
        .isInstanceOf(RtspValidationException.class)
        .hasMessage(
            "the capture file "
                + missing.resolve("x.pcapng")
                + " can't be written: there is no folder "
                + missing
                + "; make it first");
  }

  @Test
  void aFolderIsNoFile() {
    assertThatThrownBy(() -> start(folder))
        .isInstanceOf(RtspValidationException.class)
        .hasMessageContaining("it is a folder; name a file in it");
  }

  @Test
  void aFullDiskIsToldAtTheStart() {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.isWritable(full), "/dev/full is of Linux");
    assertThatThrownBy(() -> start(full))
        .isInstanceOf(RtspValidationException.class)
        .hasMessageContaining("name a file on a disk that has room");
  }

  @Test
  void twoSessionsCannotWriteOneFile() throws Exception {
    Path path = folder.resolve("capture.pcapng");
    CaptureFile first = start(path);
    assertThatThrownBy(() -> start(path))
        .isInstanceOf(RtspValidationException.class)
        .hasMessageContaining("is being written already; give each session its own");
    queue.end();
    first.written().get(10, TimeUnit.SECONDS);
    assertThat(path).isNotEmptyFile();
  }

  /** The disk is full later: what waits is let go of, and what comes is counted. */
  @Test
  void aDiskThatIsFullLaterEndsTheFileAndNothingElse() {
    record(60_000);
    record(100_000);
    CaptureFile file = new CaptureFile(folder.resolve("x"), new FullDisk(), queue, () -> 7);
    file.run();
    assertThat(file.written()).isDone();
    assertThat(memory.available()).isEqualTo(MEMORY);
    assertThat(queue.room(10, 1)).isNull();
    assertThat(queue.dropped()).isEqualTo(1);
  }

  private static final class FullDisk implements WritableByteChannel {

    @Override
    public int write(ByteBuffer source) throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
