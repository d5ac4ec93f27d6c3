package dev.tidemark.ingest.files.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.tidemark.ingest.files.conf.TableConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The elements of a list in a JSON file: found by streaming, each then read by itself, so that a
 * bad one does no harm to the next unless the file's own brackets and quotes are broken.
 */
final class JsonElements implements Elements {
  private static final JsonFactory JSON = new JsonFactory();

  private final int largest;
  private final Window window;
  private final JsonParser parser;
  private final JsonRecords records;
  private boolean ended;

  private JsonElements(TableConfig table, int largest, Window window) throws IOException {
    this.largest = largest;
    this.window = window;
    this.parser = JSON.createParser(window);
    this.records = new JsonRecords(table, StandardCharsets.UTF_8);
  }

  static Elements open(Path file, TableConfig table, int largest)
      throws IOException, UnreadableException {
    Window window = new Window(Content.open(file), largest);
    JsonElements elements = new JsonElements(table, largest, window);
    try {
      elements.ended = !elements.find(table);
      return elements;
    } catch (IOException e) {
      elements.close();
      throw elements.unreadable(e);
    } catch (UnreadableException e) {
      elements.close();
      throw e;
    }
  }

  @Override
  public Optional<Piece> next() throws IOException, UnreadableException {
    if (ended) {
      return Optional.empty();
    }
    try {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.END_ARRAY || token == null) {
        toTheEnd();
        return Optional.empty();
      }
      return Optional.of(element());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
    window.close();
  }

  /**
   * @return false if the file is empty
   */
  private boolean find(TableConfig table) throws IOException, UnreadableException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      return false;
    }
    for (String name : table.recordPath()) {
      if (token != JsonToken.START_OBJECT || !field(name)) {
        throw notFound(table);
      }
      token = parser.nextToken();
    }
    if (token != JsonToken.START_ARRAY) {
      throw notFound(table);
    }
    return true;
  }

  private boolean field(String name) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      if (parser.currentName().equals(name)) {
        return true;
      }
      parser.nextToken();
      parser.skipChildren();
    }
    return false;
  }

  private static UnreadableException notFound(TableConfig table) {
    return new UnreadableException(
        table.recordPath().isEmpty()
            ? "it is no JSON list; name the way to the list in record.path, or set format to json-lines"
            : "it has no list at %s (record.path)".formatted(String.join("/", table.recordPath())));
  }

  private Piece element() throws IOException {
    long start = parser.currentTokenLocation().getByteOffset();
    int line = parser.currentTokenLocation().getLineNr();
    window.begin(start);
    parser.skipChildren();
    parser.finishToken();
    long end = parser.currentLocation().getByteOffset();
    Piece.Place place = new Piece.Place(start, line);
    byte[] raw = window.slice(start, end);
    if (end - start > largest) {
      byte[] head = Arrays.copyOf(raw, Math.min(raw.length, Splitter.HEAD));
      return new Piece.Bad(Splitter.tooLarge(end - start, largest), head, end - start, place);
    }
    try {
      return records.row(raw, place);
    } catch (BadRecordException e) {
      return new Piece.Bad(e.getMessage(), raw, raw.length, place);
    }
  }

  /** A file is whole when its last bracket is there. */
  private void toTheEnd() throws IOException {
    ended = true;
    while (parser.nextToken() != null) {}
  }

  private UnreadableException unreadable(IOException failure) throws IOException {
    if (failure instanceof JsonProcessingException broken) {
      return new UnreadableException(
          "broken JSON in line %s: %s"
              .formatted(
                  broken.getLocation() == null ? "?" : broken.getLocation().getLineNr(),
                  broken.getOriginalMessage()));
    }
    return new UnreadableException(Content.torn(failure).orElseThrow(() -> failure));
  }
}
