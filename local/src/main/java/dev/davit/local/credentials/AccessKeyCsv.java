package dev.davit.local.credentials;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * {@code AccessKey.csv} as cloud consoles save it: a line of names and a line of values, among them
 * the key; or a name and a value in each line. Other columns are left alone.
 */
final class AccessKeyCsv {
  private static final CsvMapper CSV =
      CsvMapper.builder()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .enable(CsvParser.Feature.TRIM_SPACES)
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .build();

  private AccessKeyCsv() {}

  /** Tells whether a text's first line is one of names. */
  static boolean looksLike(String text) {
    String first = text.lines().findFirst().orElse("");
    return first.contains(",")
        && List.of(first.split(",", -1)).stream().anyMatch(KeyFields::namesId);
  }

  /**
   * Returns the fields of the first line of values.
   *
   * @throws IOException if quotes do not close
   */
  static Map<String, String> fields(String text) throws IOException {
    List<String[]> rows;
    try (MappingIterator<String[]> lines = CSV.readerFor(String[].class).readValues(text)) {
      rows = lines.readAll();
    }
    return isUpright(rows) ? upright(rows) : headed(rows);
  }

  private static boolean isUpright(List<String[]> rows) {
    return rows.stream().allMatch(row -> row.length == 2)
        && KeyFields.namesId(rows.getFirst()[0])
        && !KeyFields.isName(rows.getFirst()[1]);
  }

  private static Map<String, String> upright(List<String[]> rows) {
    Map<String, String> fields = new LinkedHashMap<>();
    rows.forEach(row -> fields.putIfAbsent(row[0], row[1]));
    return fields;
  }

  private static Map<String, String> headed(List<String[]> rows) {
    if (rows.size() < 2) {
      return Map.of();
    }
    String[] names = rows.get(0);
    String[] values = rows.get(1);
    Map<String, String> fields = new LinkedHashMap<>();
    IntStream.range(0, Math.min(names.length, values.length))
        .forEach(i -> fields.putIfAbsent(names[i], values[i]));
    return fields;
  }
}
