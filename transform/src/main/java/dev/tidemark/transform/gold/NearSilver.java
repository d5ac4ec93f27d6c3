package dev.tidemark.transform.gold;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.transform.scan.DecodedFiles;
import dev.tidemark.transform.scan.TableScan;
import dev.tidemark.transform.scan.TableVersion;
import dev.tidemark.transform.sql.AnalysedModel;
import dev.tidemark.transform.sql.SilverTables;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;

/** Silver as small dirty parts need it, read by this process; large tables are left to Spark. */
final class NearSilver implements Near.Source {
  private final Conf conf;
  private final Configuration hadoop;
  private final DecodedFiles decoded;
  private final SilverTables whole;
  private final Map<String, TableScan> tables = new ConcurrentHashMap<>();

  NearSilver(Conf conf, Configuration hadoop, DecodedFiles decoded) {
    this.conf = conf;
    this.hadoop = hadoop;
    this.decoded = decoded;
    this.whole = SilverTables.in(conf.platform().lake());
  }

  @Override
  public Near open(AnalysedModel model, Dirty dirty) {
    return new NearRows(conf, this::newest, whole.source(), model, dirty);
  }

  private Optional<TableVersion> newest(String dataset) {
    return tables
        .computeIfAbsent(
            dataset, name -> new TableScan(conf.platform().lake().silver(name), hadoop, decoded))
        .newest();
  }
}
