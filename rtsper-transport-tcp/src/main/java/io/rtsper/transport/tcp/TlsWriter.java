package io.rtsper.transport.tcp;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sending side of a TLS link: makes records and hands them to the connection. */
final class TlsWriter {

  private static final Logger LOG = LoggerFactory.getLogger(TlsWriter.class);

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** The content of a record (RFC 8446 §5.1). */
  private static final int MAX_CONTENT = 1 << 14;

  /** What a record has beside its content at most: header and expansion (RFC 5246 §6.2.3). */
  private static final int MAX_OVERHEAD = 5 + 2048;

  /** How many records of the protocol's own are sent in a row; a key update needs one. */
  private static final int MAX_CONTROL_RECORDS = 8;

  private final TcpConnection connection;
  private @Nullable ByteBuffer outgoing;

  TlsWriter(TcpConnection connection) {
    this.connection = connection;
  }

  /** Returns how long the records of so many bytes are at most. */
  static int longestRecords(int length) {
    return length + (length / MAX_CONTENT + 1) * MAX_OVERHEAD;
  }

  /** Sends all that remains in the buffer, unless the link is closed for writing. */
  void send(SSLEngine tls, ByteBuffer bytes) throws SSLException {
    while (bytes.hasRemaining() && !connection.isClosed()) {
      SSLEngineResult result = wrap(tls, bytes);
      if (result.getStatus() == Status.CLOSED) {
        return;
      }
      if (result.bytesProduced() == 0 && result.bytesConsumed() == 0) {
        throw new SSLException("nothing could be encrypted");
      }
    }
  }

  /** Sends the next record that the handshake asks for. */
  void sendHandshakeRecord(SSLEngine tls) throws SSLException {
    wrap(tls, NOTHING);
  }

  /** Sends what the protocol itself has to say, such as that a key was updated. */
  void sendControlRecords(SSLEngine tls) throws SSLException {
    for (int i = 0; i < MAX_CONTROL_RECORDS; i++) {
      if (tls.getHandshakeStatus() != HandshakeStatus.NEED_WRAP) {
        return;
      }
      wrap(tls, NOTHING);
    }
  }

  /** Sends the alert that ends the connection, as far as that goes at once. */
  void sayGoodbye(SSLEngine tls) {
    try {
      tls.closeOutbound();
      for (int i = 0; i < MAX_CONTROL_RECORDS && !tls.isOutboundDone(); i++) {
        if (wrap(tls, NOTHING).bytesProduced() == 0) {
          return;
        }
      }
    } catch (SSLException e) {
      LOG.debug("the TLS connection ends without an alert", e);
    }
  }

  private SSLEngineResult wrap(SSLEngine tls, ByteBuffer bytes) throws SSLException {
    ByteBuffer records = outgoing;
    int size = tls.getSession().getPacketBufferSize();
    if (records == null || records.capacity() < size) {
      records = ByteBuffer.allocate(size);
      outgoing = records;
    }
    SSLEngineResult result = tls.wrap(bytes, records.clear());
    connection.send(records.flip());
    return result;
  }

  /** Lets go of the buffer. */
  void release() {
    outgoing = null;
  }
}
