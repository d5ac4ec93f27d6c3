package dev.tidemark.contract.name;

import static java.util.Objects.requireNonNull;

/**
 * Where each table stands in the lake.
 *
 * @param root any path that Spark opens, without a slash at its end
 */
public record Lake(String root) {
  public Lake {
    requireNonNull(root, "root is null");
    if (root.isBlank()) {
      throw new IllegalArgumentException(
          "the lake's path is blank; name a folder or an s3a:// URI");
    }
    root = root.length() > 1 && root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
  }

  public String bronze(String dataset) {
    return root + "/bronze/" + dataset;
  }

  public String silver(String dataset) {
    return root + "/silver/" + dataset;
  }

  public String gold(String model) {
    return root + "/gold/" + model;
  }

  /** One of Tidemark's own tables: schemas, topics, batches, marks, ledger, quarantine. */
  public String own(String table) {
    return root + "/_tidemark/" + table;
  }

  /** Checkpoint of a lane's streaming query: disposable. */
  public String checkpoint(String lane) {
    return root + "/_tidemark/checkpoints/" + lane;
  }

  /** Lease files of a lane, one a term. */
  public String leases(String lane) {
    return root + "/_tidemark/leases/" + lane;
  }
}
