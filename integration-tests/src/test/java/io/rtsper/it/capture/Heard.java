package io.rtsper.it.capture;

import io.rtsper.api.PacketListener;
import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.RtpPacket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Knows what packets were delivered: how many, and the hash of all of each track. */
final class Heard implements PacketListener {

  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private final Map<Integer, MessageDigest> digests = new TreeMap<>();
  private int count;

  @Override
  public synchronized void onPacket(Track track, RtpPacket packet) {
    count++;
    notifyAll();
    byte[] bytes = new byte[packet.length()];
    packet.buffer().get(packet.offset(), bytes);
    digests.computeIfAbsent(track.index(), first -> sha256()).update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Waits until that many packets were delivered, half a minute at most. */
  synchronized void await(int packets) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    long left = PATIENCE_NANOS;
    while (count < packets && left > 0) {
      wait(left / 1_000_000 + 1);
      left = deadline - System.nanoTime();
    }
    if (count < packets) {
      throw new AssertionError("only " + count + " packets of " + packets);
    }
  }

  synchronized int count() {
    return count;
  }

  /** Returns the hash of each track's packets so far, by the number of the track. */
  synchronized Map<Integer, String> hashes() {
    Map<Integer, String> hashes = new TreeMap<>();
    digests.forEach(
        (track, digest) -> hashes.put(track, HexFormat.of().formatHex(digest.digest())));
    return hashes;
  }
}
