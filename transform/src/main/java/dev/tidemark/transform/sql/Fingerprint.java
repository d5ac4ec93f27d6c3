package dev.tidemark.transform.sql;

import dev.tidemark.contract.conf.GoldModel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/** Tells one definition of a model from another. */
final class Fingerprint {
  private Fingerprint() {}

  /** Of all that gold's rows follow from, besides silver. */
  static String of(GoldModel model, StructType schema, List<String> views) {
    String text =
        String.join(
            "\n",
            model.sql(),
            model.intervalColumn(),
            model.grain().toString(),
            String.join(",", model.key()),
            GoldSchema.of(schema).json(),
            String.join("\n", views));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
