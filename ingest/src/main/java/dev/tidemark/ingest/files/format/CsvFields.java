package dev.tidemark.ingest.files.format;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.tidemark.ingest.files.conf.CsvStyle;
import java.util.ArrayList;
import java.util.List;

/** The fields of one record of CSV. */
final class CsvFields {
  // stands in no text; the reader wants a quote even where there is none
  private static final char NO_QUOTE = '\uFFFF';

  private final CsvStyle style;
  private final CsvReader.CsvReaderBuilder reader;

  CsvFields(CsvStyle style) {
    this.style = style;
    this.reader =
        CsvReader.builder()
            .fieldSeparator(style.delimiter())
            .quoteCharacter(style.quote().orElse(NO_QUOTE))
            .skipEmptyLines(false);
  }

  /**
   * @return null for a field that means null
   */
  List<String> of(String record) throws BadRecordException {
    List<List<String>> records = new ArrayList<>();
    try {
      reader.build(new Fields(), record).forEach(records::add);
    } catch (CsvParseException e) {
      throw new BadRecordException("broken quoting: %s".formatted(e.getMessage()));
    }
    if (records.size() != 1) {
      throw new BadRecordException(
          "a carriage return stands alone within it: lines end with LF or CR LF, and in a field it needs quotes");
    }
    return records.get(0);
  }

  private final class Fields extends AbstractBaseCsvCallbackHandler<List<String>> {
    private List<String> fields = List.of();

    @Override
    protected void handleBegin(long startingLineNumber) {
      fields = new ArrayList<>();
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
      String text = new String(buffer, offset, length);
      boolean none = !quoted && (text.isEmpty() || style.nullMarks().contains(text));
      fields.add(none ? null : text);
    }

    @Override
    protected List<String> buildRecord() {
      return fields;
    }
  }
}
