package io.rtsper.payload.data;

import io.rtsper.api.media.DataParameters;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** How a document of ONVIF's metadata is written (ONVIF Streaming §5.1.2.1.1). */
enum MetadataEncoding {
  XML("vnd.onvif.metadata"),
  GZIP("vnd.onvif.metadata.gzip"),
  EXI("vnd.onvif.metadata.exi.onvif"),
  EXTENDED_EXI("vnd.onvif.metadata.exi.ext");

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] DECLARATION = "<?xml".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ROOT = "MetadataStream".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] GZIP_MAGIC = {0x1F, (byte) 0x8B, 8};
  private static final byte[] EXI_COOKIE = "$EXI".getBytes(StandardCharsets.US_ASCII);

  /** The longest prefix of the root's name that is looked for. */
  private static final int MAX_PREFIX = 32;

  private final String codec;

  MetadataEncoding(String codec) {
    this.codec = codec;
  }

  /** Returns the parameters of documents that are written so. */
  DataParameters parameters() {
    return DataParameters.of(codec);
  }

  /** Returns the encoding of a document that begins like this and is said to have this one. */
  MetadataEncoding of(ByteBuffer bytes, int from, int to) {
    if (isAt(bytes, from, to, GZIP_MAGIC)) {
      return GZIP;
    }
    if (isAt(bytes, from, to, EXI_COOKIE)) {
      return this == EXI ? EXI : EXTENDED_EXI;
    }
    return textStart(bytes, from, to) == Beginning.NONE ? this : XML;
  }

  /** Looks whether a document of any encoding begins. */
  static Beginning look(ByteBuffer bytes, int from, int to) {
    return isAt(bytes, from, to, GZIP_MAGIC) || isAt(bytes, from, to, EXI_COOKIE)
        ? Beginning.CERTAIN
        : textStart(bytes, from, to);
  }

  /**
   * Looks for an XML declaration, before which there is nothing, or the root's tag, which may stand
   * behind a declaration that came before.
   */
  private static Beginning textStart(ByteBuffer bytes, int from, int to) {
    int at = isAt(bytes, from, to, BYTE_ORDER_MARK) ? from + BYTE_ORDER_MARK.length : from;
    if (isAt(bytes, at, to, DECLARATION)) {
      return Beginning.CERTAIN;
    }
    while (at < to && isBlank(bytes.get(at))) {
      at++;
    }
    if (isAt(bytes, at, to, DECLARATION)) {
      return Beginning.CERTAIN; // Not well-formed, but meant.
    }
    if (at == to || bytes.get(at) != '<') {
      return Beginning.NONE;
    }
    int name = at + 1;
    int colon = name;
    while (colon < to && colon - name <= MAX_PREFIX && isNameCharacter(bytes.get(colon))) {
      colon++;
    }
    if (colon < to && bytes.get(colon) == ':') {
      name = colon + 1;
    }
    return isAt(bytes, name, to, ROOT) ? Beginning.LIKELY : Beginning.NONE;
  }

  private static boolean isNameCharacter(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '-'
        || b == '_'
        || b == '.';
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private static boolean isAt(ByteBuffer bytes, int from, int to, byte[] wanted) {
    if (to - from < wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (bytes.get(from + i) != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
