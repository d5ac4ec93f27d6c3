package dev.tidemark.transform.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/**
 * A writer schema.
 *
 * @param fingerprint SHA-256 of the schema as Avro prints it, names of Connect's types included;
 *     white space does not change it
 */
record StoredSchema(int id, String fingerprint, Schema schema) {

  /**
   * @throws org.apache.avro.AvroRuntimeException if the text is no Avro schema
   */
  static StoredSchema of(int id, String text) {
    Schema.Parser parser = new Schema.Parser(NameValidator.NO_VALIDATION);
    parser.setValidateDefaults(false); // writers differ in how they print the default of bytes
    Schema schema = parser.parse(text);
    return new StoredSchema(id, sha256(schema.toString()), schema);
  }

  String text() {
    return schema.toString();
  }

  /** For messages. */
  String name() {
    return schema.getType() == Schema.Type.RECORD
        ? schema.getFullName()
        : schema.getType().getName();
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
