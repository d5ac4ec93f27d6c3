package dev.tidemark.transform;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.ConfLoader;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.transform.files.LocalFilesConf;
import dev.tidemark.transform.status.ReportFiles;
import dev.tidemark.transform.status.StatusPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "status",
    description = {
      "What each lane, dataset and model of the stream does, and what it waits for.",
      "Reads the lake only: it works while everything else is down."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the stream runs and nothing waits",
      "1:something waits, or the stream does not run",
      "2:wrong arguments or conf, or the lake cannot be read"
    })
final class StatusCommand implements Callable<Integer> {
  @Mixin private ConfOption conf;
  @Spec private CommandSpec spec;

  @Option(
      names = "--output",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "For people, or for programs (default: ${DEFAULT-VALUE}).")
  private Form output;

  enum Form {
    TEXT,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() throws IOException {
    Conf whole = ConfLoader.load(conf.folder, Environment.ofProcess());
    Configuration hadoop = new Configuration();
    LocalFilesConf.of(whole.platform().durability()).forEach(hadoop::set);
    StatusPage page =
        StatusPage.of(new ReportFiles(whole.platform().lake(), hadoop), whole, Instant.now());
    PrintWriter out = spec.commandLine().getOut();
    if (output == Form.JSON) {
      out.println(page.json());
    } else {
      page.lines().forEach(out::println);
    }
    out.flush();
    return page.isWell() ? 0 : 1;
  }
}
