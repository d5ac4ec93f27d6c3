package dev.tidemark.ingest.files.format;

import dev.tidemark.ingest.files.conf.TableConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The elements of an XML file at a path, by streaming; no DTD, no entity of anybody's own. */
final class XmlElements implements Elements {
  private static final int DEEPEST = 100;
  private static final int ALLOWANCE = 1_048_576;
  private static final XMLInputFactory XML = factory();

  private final TableConfig table;
  private final MeteredInput input;
  private final XMLStreamReader reader;
  private final int largest;
  private final Deque<String> path = new ArrayDeque<>();
  private long number;

  private XmlElements(TableConfig table, MeteredInput input, int largest)
      throws XMLStreamException {
    this.table = table;
    this.input = input;
    this.largest = largest;
    this.reader = XML.createXMLStreamReader(input);
  }

  static Elements open(Path file, TableConfig table, int largest)
      throws IOException, UnreadableException {
    MeteredInput input = new MeteredInput(Content.open(file), (long) largest + ALLOWANCE);
    try {
      return new XmlElements(table, input, largest);
    } catch (XMLStreamException e) {
      input.close();
      throw unreadable(e);
    }
  }

  @Override
  public Optional<Piece> next() throws IOException, UnreadableException {
    try {
      while (reader.hasNext()) {
        switch (advance()) {
          case XMLStreamConstants.START_ELEMENT -> {
            path.addLast(reader.getLocalName());
            if (path.size() == table.recordPath().size()
                && List.copyOf(path).equals(table.recordPath())) {
              return Optional.of(record());
            }
          }
          case XMLStreamConstants.END_ELEMENT -> path.removeLast();
          default -> {}
        }
      }
      return Optional.empty();
    } catch (XMLStreamException e) {
      throw unreadable(e);
    }
  }

  @Override
  public void close() throws IOException {
    input.close();
  }

  private int advance() throws XMLStreamException, UnreadableException {
    input.renew();
    int event = reader.next();
    if (event == XMLStreamConstants.DTD) {
      throw new UnreadableException(
          "it has a DOCTYPE, and those are not read: they can name other files and grow without bound; have it written without");
    }
    if (event == XMLStreamConstants.ENTITY_REFERENCE) {
      throw new UnreadableException(
          "it refers to the entity '%s', and entities of its own are not read"
              .formatted(reader.getLocalName()));
    }
    if (event == XMLStreamConstants.START_ELEMENT && path.size() >= DEEPEST) {
      throw new UnreadableException("its elements are more than %s deep".formatted(DEEPEST));
    }
    return event;
  }

  /** From the element's start to its end. */
  private Piece record() throws XMLStreamException, UnreadableException {
    number++;
    Piece.Place place = new Piece.Place(number, reader.getLocation().getLineNumber());
    XmlRecord record = new XmlRecord(largest);
    Deque<String> inside = new ArrayDeque<>();
    int outside = path.size();
    record.start(reader, List.of());
    while (path.size() >= outside) {
      switch (advance()) {
        case XMLStreamConstants.START_ELEMENT -> {
          path.addLast(reader.getLocalName());
          inside.addLast(reader.getLocalName());
          record.start(reader, new ArrayList<>(inside));
        }
        case XMLStreamConstants.END_ELEMENT -> {
          record.end(reader.getLocalName(), new ArrayList<>(inside));
          path.removeLast();
          inside.pollLast();
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            record.text(reader.getText());
        default -> {}
      }
    }
    return record.piece(table, place);
  }

  private static UnreadableException unreadable(XMLStreamException failure) throws IOException {
    Throwable cause =
        failure.getNestedException() == null ? failure.getCause() : failure.getNestedException();
    if (cause instanceof MeteredInput.ExceededException) {
      return new UnreadableException(
          "a single name, value or comment is larger than a record may be (record.max-bytes)");
    }
    if (cause instanceof IOException io) {
      Optional<String> torn = Content.torn(io);
      if (torn.isPresent()) {
        return new UnreadableException(torn.get());
      }
    }
    String message = String.valueOf(failure.getMessage()).replaceAll("\\s+", " ");
    return new UnreadableException("broken XML: %s".formatted(message));
  }

  /** Java's own, whatever else is on the classpath. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("external entities are not read: " + systemId);
        });
    return factory;
  }
}
