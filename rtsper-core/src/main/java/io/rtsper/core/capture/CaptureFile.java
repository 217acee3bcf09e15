package io.rtsper.core.capture;

import io.rtsper.api.RtspValidationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what waits in a queue to a file, on a thread of its own. */
final class CaptureFile implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(CaptureFile.class);

  private static final String APPLICATION = "rtsper";
  private static final int HEADER_BYTES = 1 << 10;

  private static final String COMMENT =
      "Written by rtsper: messages without their credentials, TLS as decrypted, packets made for what"
          + " was sent and received";

  private final Path path;
  private final WritableByteChannel file;
  private final CaptureQueue queue;
  private final LongSupplier wallNanos;
  private final CompletableFuture<Void> written = new CompletableFuture<>();

  /**
   * Makes what writes to a file that has begun.
   *
   * @param wallNanos the time of day, in nanoseconds since 1970
   */
  CaptureFile(Path path, WritableByteChannel file, CaptureQueue queue, LongSupplier wallNanos) {
    this.path = path;
    this.file = file;
    this.queue = queue;
    this.wallNanos = wallNanos;
  }

  /**
   * Begins a file in the place of what is there, and starts to write.
   *
   * @param wallNanos the time of day, in nanoseconds since 1970
   * @throws RtspValidationException if the file can't be written
   */
  static CaptureFile start(Path path, CaptureQueue queue, LongSupplier wallNanos) {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock(path, channel);
      if (channel.size() > 0) { // a pipe has no end that could be moved
        channel.truncate(0);
      }
      ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
      PcapngBlocks.begin(header, APPLICATION, COMMENT);
      write(channel, header.flip());
    } catch (IOException | RuntimeException failure) {
      closeQuietly(channel);
      throw failure instanceof IOException io ? unwritable(path, io) : (RuntimeException) failure;
    }
    CaptureFile started = new CaptureFile(path, channel, queue, wallNanos);
    Thread thread = new Thread(started, "rtsper-capture");
    thread.setDaemon(true);
    thread.start();
    return started;
  }

  /** Keeps two sessions from writing into one file; where nothing can be locked, nobody can. */
  private static void lock(Path path, FileChannel channel) {
    FileLock lock = null;
    boolean taken = false;
    try {
      lock = channel.tryLock();
      taken = lock == null;
    } catch (OverlappingFileLockException ofThisProcess) {
      taken = true;
    } catch (IOException noLocks) {
      LOG.debug("the capture file can't be locked", noLocks);
    }
    if (taken) {
      throw new RtspValidationException(
          "the capture file " + path + " is being written already; give each session its own");
    }
  }

  private static RtspValidationException unwritable(Path path, IOException failure) {
    Path folder = path.toAbsolutePath().getParent();
    String why;
    if (Files.isDirectory(path)) {
      why = "it is a folder; name a file in it";
    } else if (failure instanceof NoSuchFileException && folder != null) {
      why = "there is no folder " + folder + "; make it first";
    } else if (failure instanceof AccessDeniedException) {
      why = "it isn't allowed; name another one, or see to the permissions";
    } else {
      why = failure.getMessage() + "; name a file on a disk that has room";
    }
    return new RtspValidationException(
        "the capture file " + path + " can't be written: " + why, failure);
  }

  /** Returns what completes when the file is whole and closed, or can't be. */
  CompletableFuture<Void> written() {
    return written;
  }

  @Override
  public void run() {
    try {
      for (ByteBuffer next = queue.take(); next != null; next = queue.take()) {
        try {
          write(file, next);
        } finally {
          queue.written(next);
        }
      }
      ByteBuffer last = ByteBuffer.allocate(HEADER_BYTES);
      PcapngBlocks.statistics(
          last, wallNanos.getAsLong(), queue.packets(), queue.dropped(), lacking());
      write(file, last.flip());
    } catch (IOException failure) {
      LOG.warn(
          "the capture {} ends here, since it can't be written any more ({}); the session goes on",
          path,
          failure.getMessage());
      queue.breakOff();
    } catch (InterruptedException unexpected) {
      LOG.debug("the thread that writes a capture was interrupted", unexpected);
      queue.breakOff();
    } finally {
      closeQuietly(file);
      queue.releaseFree();
      written.complete(null);
    }
  }

  private String lacking() {
    long dropped = queue.dropped();
    return dropped == 0
        ? ""
        : dropped
            + " packets are missing here, since the disk or the session's memory had no room for"
            + " them; they did reach the session";
  }

  private static void write(WritableByteChannel file, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  private static void closeQuietly(@Nullable WritableByteChannel file) {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException alreadyWritten) {
      LOG.debug("a capture file could not be closed", alreadyWritten);
    }
  }
}
