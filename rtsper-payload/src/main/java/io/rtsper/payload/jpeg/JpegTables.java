package io.rtsper.payload.jpeg;

import java.util.HexFormat;

/** The tables that JPEG suggests (ITU-T T.81 Annex K) and RFC 2435 builds on. */
final class JpegTables {

  /** Coefficients of a table. */
  static final int LENGTH = 64;

  /**
   * Both kinds, for brightness and then for colour (K.1, K.2). In the order of the zigzag, as files
   * have them; RFC 2435 prints them row by row.
   */
  private static final byte[] QUANTIZATION =
      bytes(
          "100b0c0e0c0a100e0d0e1211101318281a181616183123251d283a333d3c393338374048"
              + "5c4e404457453738506d51575f626768673e4d71797064785c6567631112121815182f1a"
              + "1a2f63423842636363636363636363636363636363636363636363636363636363636363"
              + "6363636363636363636363636363636363636363");

  /** The segment of the Huffman tables (K.3 to K.6), with its marker. */
  private static final byte[] HUFFMAN =
      bytes(
          "ffc401a20000010501010101010100000000000000000102030405060708090a0b100002"
              + "010303020403050504040000017d01020300041105122131410613516107227114328191"
              + "a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a43"
              + "4445464748494a535455565758595a636465666768696a737475767778797a8384858687"
              + "88898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7"
              + "c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa01000301"
              + "01010101010101010000000000000102030405060708090a0b1100020102040403040705"
              + "040400010277000102031104052131061241510761711322328108144291a1b1c1092333"
              + "52f0156272d10a162434e125f11718191a262728292a35363738393a434445464748494a"
              + "535455565758595a636465666768696a737475767778797a82838485868788898a929394"
              + "95969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4"
              + "d5d6d7d8d9dae2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8f9fa");

  private static final int LOWEST = 1;
  private static final int HIGHEST = 99;

  private JpegTables() {}

  private static byte[] bytes(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  /** Returns the segment of Huffman tables; not to be changed. */
  static byte[] huffman() {
    return HUFFMAN;
  }

  /** Writes both tables of a quality (RFC 2435 §4.2), that of brightness first. */
  static void scale(int quality, byte[] into) {
    int bounded = Math.min(Math.max(quality, LOWEST), HIGHEST);
    int factor = bounded < 50 ? 5000 / bounded : 200 - 2 * bounded;
    for (int i = 0; i < 2 * LENGTH; i++) {
      int value = ((QUANTIZATION[i] & 0xFF) * factor + 50) / 100;
      into[i] = (byte) Math.min(Math.max(value, 1), 255);
    }
  }
}
