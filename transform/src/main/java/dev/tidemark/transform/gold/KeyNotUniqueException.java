package dev.tidemark.transform.gold;

import dev.tidemark.contract.conf.GoldModel;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/** A model's SELECT gives two rows of one key; the message names model, key and remedy. */
public final class KeyNotUniqueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private KeyNotUniqueException(String message) {
    super(message);
  }

  /**
   * @param row one of them, which knows its columns
   */
  static KeyNotUniqueException of(GoldModel model, long copies, Row row) {
    List<String> key = new ArrayList<>();
    model.key().forEach(name -> key.add(name + " = " + row.getAs(name)));
    return new KeyNotUniqueException(
        "Model '%s' is not written: its SELECT gives %s rows of one key (%s). Name in key: of %s every column that tells its groups apart, or group by the key."
            .formatted(model.name(), copies, String.join(", ", key), model.at().file()));
  }
}
