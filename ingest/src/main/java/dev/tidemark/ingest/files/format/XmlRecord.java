package dev.tidemark.ingest.files.format;

import dev.tidemark.ingest.files.conf.TableConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamReader;

/**
 * One record's element: its texts by their path within it ({@code a/b}, {@code @attribute}, {@code
 * a/@attribute}, and {@code .} for its own), and its text written anew.
 */
final class XmlRecord {
  private final int largest;
  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final StringBuilder written = new StringBuilder();
  private final StringBuilder text = new StringBuilder();
  private long length;
  private boolean leaf = true;

  XmlRecord(int largest) {
    this.largest = largest;
  }

  void start(XMLStreamReader element, List<String> path) {
    String prefix = path.isEmpty() ? "" : String.join("/", path) + "/";
    write("<" + element.getLocalName());
    for (int i = 0; i < element.getAttributeCount(); i++) {
      String name = element.getAttributeLocalName(i);
      String value = element.getAttributeValue(i);
      write(" %s=\"%s\"".formatted(name, escaped(value)));
      put(prefix + "@" + name, value);
    }
    write(">");
    text.setLength(0);
    leaf = true;
  }

  void text(String characters) {
    write(escaped(characters));
    if (length <= largest) {
      text.append(characters);
    }
  }

  /** Elements with others within them have no text of their own. */
  void end(String name, List<String> path) {
    write("</" + name + ">");
    if (leaf) {
      put(path.isEmpty() ? "." : String.join("/", path), text.toString());
    }
    leaf = false;
  }

  Piece piece(TableConfig table, Piece.Place place) {
    byte[] raw = written.toString().getBytes(StandardCharsets.UTF_8);
    if (length > largest) {
      byte[] head = Arrays.copyOf(raw, Math.min(raw.length, Splitter.HEAD));
      return new Piece.Bad(Splitter.tooLarge(length, largest), head, length, place);
    }
    Object[] found = new Object[table.columns().size()];
    Map<String, List<String>> rest = new LinkedHashMap<>(values);
    for (int i = 0; i < found.length; i++) {
      String field = table.columns().get(i).field();
      List<String> several = rest.remove(field);
      if (several != null && several.size() > 1) {
        return new Piece.Bad(
            "element '%s' is there %s times, and a column holds one value"
                .formatted(field, several.size()),
            raw,
            raw.length,
            place);
      }
      found[i] = several == null ? Piece.ABSENT : several.get(0);
    }
    return new Piece.Row(found, extra(rest), raw, place);
  }

  private static Map<String, Object> extra(Map<String, List<String>> rest) {
    Map<String, Object> extra = new LinkedHashMap<>();
    rest.forEach(
        (field, several) -> {
          if (!field.equals(".")) {
            extra.put(field, several.size() == 1 ? several.get(0) : several);
          }
        });
    return extra;
  }

  private void put(String path, String value) {
    if (length <= largest) {
      values.computeIfAbsent(path, none -> new ArrayList<>(1)).add(value);
    }
  }

  private void write(String part) {
    length += part.length();
    if (length <= largest || written.length() < Splitter.HEAD) {
      written.append(part);
    }
  }

  private static String escaped(String value) {
    return value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
