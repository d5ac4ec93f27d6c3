package dev.tidemark.transform.status;

import dev.tidemark.contract.name.Lake;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;

/** The reports in {@code _tidemark/status}: small files, each replaced as a whole. */
public final class ReportFiles {
  private static final String SUFFIX = ".json";

  private final Path folder;
  private final Configuration hadoop;

  public ReportFiles(Lake lake, Configuration hadoop) {
    this.folder = new Path(lake.own("status"));
    this.hadoop = hadoop;
  }

  /** A reader sees the old one or the new one. */
  void write(Report report) throws IOException {
    FileSystem files = folder.getFileSystem(hadoop);
    String name = report.isOfGold() ? "gold" : "lane-" + report.name();
    Path next = new Path(folder, name + ".next");
    try (OutputStream out = files.create(next, true)) {
      out.write(ReportJson.JSON.writeValueAsBytes(ReportJson.write(report)));
    }
    FileContext.getFileContext(folder.toUri(), hadoop)
        .rename(files.makeQualified(next), new Path(folder, name + SUFFIX), Rename.OVERWRITE);
  }

  /** All there are, by name, gold last; none if no stream ever ran on the lake. */
  List<Report> read() throws IOException {
    FileSystem files = folder.getFileSystem(hadoop);
    List<Report> reports = new ArrayList<>();
    try {
      for (FileStatus file : files.listStatus(folder)) {
        if (file.getPath().getName().endsWith(SUFFIX)) {
          reports.add(read(files, file.getPath()));
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    reports.sort(Comparator.comparing(Report::isOfGold).thenComparing(Report::name));
    return reports;
  }

  private static Report read(FileSystem files, Path file) throws IOException {
    try (InputStream in = files.open(file)) {
      return ReportJson.read(in.readAllBytes());
    } catch (IOException e) {
      throw new IOException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }
}
