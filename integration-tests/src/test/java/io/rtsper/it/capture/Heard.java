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

  private final Map<Integer, MessageDigest> digests = new TreeMap<>();
  private int count;

  @Override
  public synchronized void onPacket(Track track, RtpPacket packet) {
    count++;
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
