package io.rtsper.payload.jpeg;

import java.io.ByteArrayOutputStream;

/** Writes what stands before the scan of a JPEG file and RFC 2435 leaves out. */
final class JpegHeader {

  private static final int COMPONENTS = 3;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);

  private JpegHeader() {}

  /**
   * Returns the headers from the start of the file to the start of the scan.
   *
   * @param picture what the packets say of the picture
   * @param tables its quantization tables
   */
  static byte[] of(JpegPicture picture, QuantizationTables tables) {
    JpegHeader header = new JpegHeader();
    header.marker(0xD8);
    header.writeTables(tables);
    if (picture.restartInterval() > 0) {
      header.marker(0xDD);
      header.number(4);
      header.number(picture.restartInterval());
    }
    header.writeFrame(picture, tables.hasColour() ? 1 : 0);
    byte[] huffman = JpegTables.huffman();
    header.out.write(huffman, 0, huffman.length);
    header.writeScan();
    return header.out.toByteArray();
  }

  private void marker(int code) {
    out.write(0xFF);
    out.write(code);
  }

  private void number(int value) {
    out.write(value >> 8);
    out.write(value);
  }

  private void writeTables(QuantizationTables tables) {
    for (int i = 0; i < (tables.hasColour() ? 2 : 1); i++) {
      byte[] table = tables.table(i);
      marker(0xDB);
      number(3 + table.length);
      out.write((table.length > JpegTables.LENGTH ? 0x10 : 0) | i);
      out.write(table, 0, table.length);
    }
  }

  private void writeFrame(JpegPicture picture, int colourTable) {
    marker(0xC0);
    number(8 + 3 * COMPONENTS);
    out.write(8);
    number(picture.height());
    number(picture.width());
    out.write(COMPONENTS);
    for (int i = 0; i < COMPONENTS; i++) {
      out.write(i + 1);
      // Two samples of brightness a line for each of colour, and with type 1 on two lines.
      out.write(i > 0 ? 0x11 : picture.halfHeight() ? 0x22 : 0x21);
      out.write(i > 0 ? colourTable : 0);
    }
  }

  private void writeScan() {
    marker(0xDA);
    number(6 + 2 * COMPONENTS);
    out.write(COMPONENTS);
    for (int i = 0; i < COMPONENTS; i++) {
      out.write(i + 1);
      out.write(i > 0 ? 0x11 : 0);
    }
    out.write(0);
    out.write(63);
    out.write(0);
  }
}
