package io.rtsper.payload.testing;

import io.rtsper.testkit.contract.RecordedFrame;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Hashes of frames, to be compared with those of FFmpeg. */
public final class Hashes {

  private Hashes() {}

  public static List<String> md5(List<RecordedFrame> frames) {
    return frames.stream().map(frame -> md5(HexFormat.of().parseHex(frame.data()))).toList();
  }

  public static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
