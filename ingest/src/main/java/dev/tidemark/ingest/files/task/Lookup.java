package dev.tidemark.ingest.files.task;

import dev.tidemark.ingest.files.folder.FoundFile;
import dev.tidemark.ingest.files.state.FileOffset;
import dev.tidemark.ingest.files.state.FileStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Tells new files from known ones and from known ones under another name, many at once: by path,
 * then by inode, then by content. That a file is a known one is a claim until its bytes have been
 * compared.
 */
final class Lookup {
  private static final long MICROS = 1_000_000;

  private final Path folder;
  private final Memory memory;

  Lookup(Path folder, Memory memory) {
    this.folder = folder;
    this.memory = memory;
  }

  List<Work> of(List<Candidate> candidates) {
    List<Work> works = new ArrayList<>();
    Map<String, FileOffset> known =
        memory.ofPaths(candidates.stream().map(Candidate::path).toList());
    List<Candidate> unknown = new ArrayList<>();
    for (Candidate candidate : candidates) {
      FileOffset offset = known.get(candidate.path());
      if (offset == null) {
        unknown.add(candidate);
      } else {
        works.add(Work.known(candidate.file(), candidate.table(), offset));
      }
    }
    Map<String, Work> renamed = renamed(unknown);
    unknown.forEach(
        candidate ->
            works.add(
                renamed.getOrDefault(
                    candidate.path(), Work.fresh(candidate.file(), candidate.table()))));
    return works;
  }

  private Map<String, Work> renamed(List<Candidate> unknown) {
    Map<String, String> byInode = byInode(unknown);
    Map<Candidate, String> former = new LinkedHashMap<>();
    List<Candidate> rest = new ArrayList<>();
    for (Candidate candidate : unknown) {
      String path = candidate.file().stamp().inode().map(byInode::get).orElse(null);
      if (path == null) {
        rest.add(candidate);
      } else if (!path.equals(
          candidate.path())) { // its own: its offset was removed, to read it again
        former.put(candidate, path);
      }
    }
    Map<String, Work> renamed = new HashMap<>(claims(former, this::isSameInode));
    former.keySet().stream()
        .filter(candidate -> !renamed.containsKey(candidate.path()))
        .forEach(rest::add); // the inode is another file's now
    renamed.putAll(claims(byContent(rest), this::isSameContent));
    return renamed;
  }

  private Map<String, String> byInode(List<Candidate> unknown) {
    return memory.ofInodes(
        unknown.stream().flatMap(found -> found.file().stamp().inode().stream()).toList());
  }

  private Map<Candidate, String> byContent(List<Candidate> unknown) {
    Map<Candidate, String> contents = new LinkedHashMap<>();
    for (Candidate candidate : unknown) {
      content(candidate).ifPresent(sha256 -> contents.put(candidate, sha256));
    }
    Map<String, String> paths = memory.ofContents(contents.values());
    Map<Candidate, String> former = new LinkedHashMap<>();
    contents.forEach(
        (candidate, sha256) -> {
          String path = paths.get(sha256);
          if (path != null && !path.equals(candidate.path())) {
            former.put(candidate, path);
          }
        });
    return former;
  }

  /** Empty files are all alike. */
  private Optional<String> content(Candidate candidate) {
    if (candidate.file().stamp().size() == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(FirstBytes.sha256(folder.resolve(candidate.path())));
    } catch (IOException e) {
      return Optional.empty(); // whoever reads it will tell
    }
  }

  private interface Likeness {
    boolean of(FoundFile file, String formerPath, FileOffset former);
  }

  private Map<String, Work> claims(Map<Candidate, String> former, Likeness likeness) {
    Map<String, FileOffset> offsets = memory.ofPaths(distinct(former.values()));
    Map<String, Work> claims = new HashMap<>();
    former.forEach(
        (candidate, path) -> {
          FileOffset offset = offsets.get(path);
          if (offset != null && likeness.of(candidate.file(), path, offset)) {
            claims.put(
                candidate.path(), Work.renamed(candidate.file(), candidate.table(), offset, path));
          }
        });
    return claims;
  }

  /**
   * File systems use inodes again: one that has neither kept its time nor grown is another file. If
   * the former path still leads to the inode, this is a second link to it, and a file of its own.
   */
  private boolean isSameInode(FoundFile file, String formerPath, FileOffset former) {
    FileStamp stamp = file.stamp();
    boolean kept = stamp.modifiedMicros() == former.modifiedMicros();
    boolean grown = stamp.size() > former.size();
    return former.inode().equals(stamp.inode())
        && (kept || grown)
        && stamp(formerPath)
            .flatMap(FileStamp::inode)
            .filter(stamp.inode().get()::equals)
            .isEmpty();
  }

  /** Moved from one file system to another, a file keeps its time, to the second at least. */
  private boolean isSameContent(FoundFile file, String formerPath, FileOffset former) {
    FileStamp stamp = file.stamp();
    boolean alike =
        stamp.size() == former.size()
            && stamp.modifiedMicros() / MICROS == former.modifiedMicros() / MICROS;
    return alike && stamp(formerPath).map(there -> isOther(there, former)).orElse(true);
  }

  private static boolean isOther(FileStamp there, FileOffset former) {
    return there.size() != former.size()
        || there.modifiedMicros() != former.modifiedMicros()
        || !Objects.equals(there.inode(), former.inode());
  }

  private Optional<FileStamp> stamp(String path) {
    try {
      return Optional.of(
          FileStamp.of(Files.readAttributes(folder.resolve(path), BasicFileAttributes.class)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Collection<String> distinct(Collection<String> paths) {
    return paths.stream().distinct().toList();
  }
}
