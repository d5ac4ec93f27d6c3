package dev.tidemark.ingest.files.folder;

import dev.tidemark.ingest.files.state.FileStamp;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One walk through a folder and those below it, a file at a time, so that a folder of a million
 * files is never held. Follows links to files, not to folders.
 */
public final class FolderWalk implements Closeable {
  private static final int DEEPEST = 50;

  private final Path folder;
  private final BiConsumer<Path, IOException> unreadable;
  private final Deque<Level> levels = new ArrayDeque<>();

  private record Level(DirectoryStream<Path> stream, Iterator<Path> entries) {}

  /**
   * @param unreadable is told of folders that cannot be read; the walk goes on without them
   */
  public FolderWalk(Path folder, BiConsumer<Path, IOException> unreadable) {
    this.folder = folder;
    this.unreadable = unreadable;
    enter(folder);
  }

  /** The next entry that is a file; empty at the walk's end. */
  public Optional<FoundFile> next() {
    while (!levels.isEmpty()) {
      Optional<FoundFile> file = step().flatMap(this::file);
      if (file.isPresent()) {
        return file;
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    while (!levels.isEmpty()) {
      leave();
    }
  }

  private Optional<Path> step() {
    try {
      Iterator<Path> entries = levels.element().entries();
      if (entries.hasNext()) {
        return Optional.of(entries.next());
      }
    } catch (DirectoryIteratorException e) {
      unreadable.accept(folder, e.getCause());
    }
    leave();
    return Optional.empty();
  }

  private Optional<FoundFile> file(Path entry) {
    if (Names.isHidden(entry.getFileName().toString())) {
      return Optional.empty();
    }
    try {
      BasicFileAttributes attributes = Files.readAttributes(entry, BasicFileAttributes.class);
      if (attributes.isRegularFile()) {
        return Optional.of(new FoundFile(relative(entry), FileStamp.of(attributes)));
      }
      if (attributes.isDirectory() && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        enter(entry);
      }
    } catch (NoSuchFileException e) {
      return Optional.empty(); // gone in between, or a link to nowhere
    } catch (IOException e) {
      unreadable.accept(entry, e);
    }
    return Optional.empty();
  }

  private String relative(Path entry) {
    return folder.relativize(entry).toString().replace(File.separatorChar, '/');
  }

  @SuppressWarnings("StreamResourceLeak") // closed when its level is left
  private void enter(Path path) {
    if (levels.size() >= DEEPEST) {
      unreadable.accept(
          path, new IOException("it is more than %s folders deep".formatted(DEEPEST)));
      return;
    }
    try {
      DirectoryStream<Path> stream = Files.newDirectoryStream(path);
      levels.push(new Level(stream, stream.iterator()));
    } catch (IOException e) {
      unreadable.accept(path, e);
    }
  }

  private void leave() {
    try {
      levels.pop().stream().close();
    } catch (IOException e) {
      unreadable.accept(folder, e);
    }
  }
}
