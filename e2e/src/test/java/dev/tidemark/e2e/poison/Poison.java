package dev.tidemark.e2e.poison;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A record that must end in quarantine.
 *
 * @param key null for none
 * @param message how quarantine's message begins
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Poison(byte[] key, byte[] value, String code, String message) {

  /**
   * Every kind there is, for a table of {@code id INT PRIMARY KEY, n INT}.
   *
   * @param good a value that the connector wrote in Avro
   */
  static List<Poison> all(byte[] good) {
    int unknownId = 10_000_000;
    byte[] otherSchema = good.clone();
    ByteBuffer.wrap(otherSchema).putInt(1, unknownId);
    byte[] otherMagic = good.clone();
    otherMagic[0] = 1;
    return List.of(
        new Poison(
            null,
            Arrays.copyOf(good, good.length - 5),
            "undecodable",
            "the bytes are not a record of schema id "),
        new Poison(
            null,
            otherSchema,
            "unknown-schema-id",
            "no schema of id 10000000 is known: the registry has none, or conf/tidemark.yaml names no registry"),
        new Poison(
            null,
            otherMagic,
            "bad-magic-byte",
            "the value begins with byte 1, and neither with 0 (Avro with a schema id) nor with { (JSON)"),
        new Poison(null, new byte[0], "bad-magic-byte", "the value is empty"),
        json("{\"op\":\"c\",\"after\":{\"id\":1", "undecodable", "it is no JSON ("),
        json(
            "{\"op\":\"d\",\"before\":null,\"after\":null}",
            "null-key",
            "a delete without the row before it and without a key tells no row"),
        json(
            "{\"op\":\"c\",\"after\":{\"n\":1}}",
            "missing-key",
            "key column 'id' is null or not in the record; keys: of dataset notes must name columns that every row has"),
        json(
            "{\"op\":\"x\",\"after\":{\"id\":1,\"n\":1}}",
            "unknown-operation",
            "operation of 1 characters is none of c, u, d, r"),
        json(
            "{\"op\":\"c\",\"after\":{\"id\":\"one\",\"n\":1}}",
            "value-does-not-fit",
            "column 'id': "),
        json(
            "{\"id\":1,\"n\":1}",
            "not-an-envelope",
            "it has no 'op' and so is no change of Debezium;"));
  }

  private static Poison json(String text, String code, String message) {
    return new Poison(null, text.getBytes(StandardCharsets.UTF_8), code, message);
  }
}
