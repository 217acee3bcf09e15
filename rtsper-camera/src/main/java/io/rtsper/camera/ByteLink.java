package io.rtsper.camera;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The camera's end of one connection: bytes that are plain or inside TLS. Never blocks. */
interface ByteLink {

  /** Reads what is there. Returns the number of bytes, 0 if there are none yet, -1 at the end. */
  int read(ByteBuffer target) throws IOException;

  /** Writes what fits. */
  void write(ByteBuffer source) throws IOException;

  /** Returns whether the link itself has bytes that wait for the socket. */
  boolean hasUnsent();

  /** Returns whether bytes can be written yet (a TLS handshake is over). */
  boolean established();

  /** Says good-bye (TLS close_notify), if the protocol has one. */
  void sayGoodbye() throws IOException;
}
