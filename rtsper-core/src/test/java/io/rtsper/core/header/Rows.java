package io.rtsper.core.header;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The tables of what devices send, which feed the tests and the seeds of the fuzz targets. A line
 * is a row, tabs part its cells, the first cell says where the row comes from.
 */
final class Rows {

  /** A row of a table. */
  record Row(List<String> cells) {

    /** Returns a cell; the first, 0, is the row's name. */
    String cell(int index) {
      String cell = cells.get(index);
      return cell.equals("-") ? "" : visible(cell);
    }

    /** Returns whether a cell says that there is nothing, which isn't the same as an empty text. */
    boolean isAbsent(int index) {
      return cells.get(index).equals("-");
    }

    private static String visible(String cell) {
      return cell.replace('␉', '\t').replace('␀', '\0').replace('␊', '\n').replace('␍', '\r');
    }

    @Override
    public String toString() {
      return cells.get(0);
    }
  }

  private Rows() {}

  /** Returns the rows of a table beside this class. */
  static List<Row> of(String table) {
    try (InputStream in = requireNonNull(Rows.class.getResourceAsStream(table), table)) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> new Row(List.of(line.split("\t", -1))))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
