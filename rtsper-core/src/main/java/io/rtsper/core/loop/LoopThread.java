package io.rtsper.core.loop;

import io.rtsper.api.spi.EventLoop;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A thread that serves a loop, or once did and is kept by a callback. */
final class LoopThread extends Thread {

  /** Large enough for more than a hundred packets a read. */
  static final int READ_BUFFER_BYTES = 256 << 10;

  final ByteBuffer readBuffer;

  private final Consumer<LoopThread> body;

  /** The lane whose turn it is on this thread; only the thread itself looks at it. */
  @Nullable EventLoop lane;

  LoopThread(Consumer<LoopThread> body, String name, @Nullable ByteBuffer spare) {
    super(name);
    this.body = body;
    readBuffer = spare == null ? ByteBuffer.allocateDirect(READ_BUFFER_BYTES) : spare;
    setDaemon(true);
  }

  static boolean isCurrent() {
    return Thread.currentThread() instanceof LoopThread;
  }

  /** Returns whose turn it is on the calling thread; null if it is nobody's or no loop's. */
  static @Nullable EventLoop currentLane() {
    return Thread.currentThread() instanceof LoopThread thread ? thread.lane : null;
  }

  @Override
  public void run() {
    body.accept(this);
  }

  /**
   * Returns where the thread is just now, for a message about a callback that keeps it. From any
   * thread.
   *
   * @return the innermost method that is neither rtsper's nor the JDK's, or of all if there is none
   */
  String whereabouts() {
    StackTraceElement[] stack = getStackTrace();
    for (StackTraceElement frame : stack) {
      String type = frame.getClassName();
      if (!type.startsWith("io.rtsper.core.")
          && !type.startsWith("io.rtsper.transport.")
          && !type.startsWith("java.")
          && !type.startsWith("jdk.")
          && !type.startsWith("sun.")) {
        return frame.toString();
      }
    }
    return stack.length == 0 ? getName() : stack[0].toString();
  }
}
