package dev.tidemark.transform.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Bytes that are not what they should be are told, and nothing else happens. */
final class BrokenRecordsTest {
  private static final Map<String, Object> ROW = Map.of("id", 1L, "name", "secret");

  private final Envelopes envelopes =
      new Envelopes(List.of(ConnectColumn.of("id", "int64"), ConnectColumn.of("name", "string")));
  private final RecordDecoder decoder =
      RecordDecoder.of(
          Things.of(List.of("id"), Things.column("id", "bigint"), Things.column("name", "string")),
          envelopes);

  @Test
  void namesTheFirstByteThatIsNeitherAvroNorJson() {
    refused(
        text("id,name"),
        "bad-magic-byte",
        "the value begins with byte 105, and neither with 0 (Avro with a schema id) nor with { (JSON); is the connector's converter the one that 'ingest apply' sets?");
    refused(new byte[0], "bad-magic-byte", "the value is empty");
    refused(text(" \n"), "bad-magic-byte", "the value is empty");
  }

  @Test
  void namesAnIdThatNobodyKnows() {
    refused(
        HexFormat.of().parseHex("000000030900"),
        "unknown-schema-id",
        "no schema of id 777 is known: the registry has none, or conf/tidemark.yaml names no registry");
  }

  @Test
  void decodesTheSameIdOnceItIsKnown() {
    byte[] value = envelopes.avro("c", null, ROW);
    boolean[] known = {false};
    RecordDecoder late =
        RecordDecoder.of(
            Things.of(List.of("id"), Things.column("id", "bigint")),
            id -> known[0] ? envelopes.byId(id) : Optional.empty());
    assertThat(late.decode(Things.record(null, value))).isInstanceOf(Decoded.Quarantined.class);

    known[0] = true;

    assertThat(late.decode(Things.record(null, value))).isInstanceOf(Decoded.Applied.class);
  }

  @Test
  void refusesAvroThatIsCutLongerOrOfAnotherSchema() {
    byte[] whole = envelopes.avro("c", null, ROW);
    refused(
        new byte[] {0, 0, 0, 1}, "undecodable", "4 bytes are too few for a schema id and a record");
    refused(
        Arrays.copyOf(whole, whole.length - 1),
        "undecodable",
        "the bytes are not a record of schema id 258 (EOFException)");
    refused(
        Arrays.copyOf(whole, whole.length + 2),
        "undecodable",
        "the bytes are not a record of schema id 258 (2 bytes are left over)");
  }

  @Test
  void neverAllocatesWhatBrokenLengthsClaim() {
    byte[] whole = envelopes.avro("c", null, ROW);
    int name = indexOf(whole, "secret") - 1;
    byte[] claim = HexFormat.of().parseHex("feffffff0f"); // a length of 2147483647
    byte[] broken = Arrays.copyOf(whole, name + claim.length);
    System.arraycopy(claim, 0, broken, name, claim.length);

    refused(broken, "undecodable", "the bytes are not a record of schema id 258 (EOFException)");
  }

  @Test
  void neverThrowsWhateverBytesChange() {
    Random random = new Random(20_260_101);
    for (byte[] whole :
        List.of(envelopes.avro("u", ROW, ROW), envelopes.json("u", ROW, ROW), text("{\"a\":1}"))) {
      for (int i = 0; i < 3_000; i++) {
        byte[] broken = whole.clone();
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();

        assertThat(decoder.decode(Things.record(broken, broken))).isNotNull();
      }
    }
  }

  @Test
  void refusesJsonThatIsCutOrGoesOn() {
    String whole = new String(envelopes.json("c", null, ROW), StandardCharsets.UTF_8);
    refused(text(whole.substring(0, 40)), "undecodable", "it is no JSON (JsonEOFException)");
    refused(text(whole + "{"), "undecodable", "it is no JSON (MismatchedInputException)");
    assertThat(decoder.decode(Things.record(null, text(whole + " \n"))))
        .isInstanceOf(Decoded.Applied.class);
    // now that the schema is known, only what follows it is parsed
    refused(text(whole + "}"), "undecodable", "its JSON does not end with the payload");
    refused(
        text(whole.substring(0, whole.length() - 1)),
        "undecodable",
        "its JSON does not end with the payload");
    refused(
        text(whole.substring(0, whole.length() - 2)),
        "undecodable",
        "it is no JSON (JsonEOFException)");
    refused(
        text("{\"schema\":null,\"payload\":5}"), "undecodable", "its payload is no JSON object");
  }

  @Test
  void refusesRowsThatATransformHasUnwrapped() {
    refused(
        text("{\"id\":1,\"name\":\"secret\"}"),
        "not-an-envelope",
        "it has no 'op' and so is no change of Debezium; does the connector have a transform such as ExtractNewRecordState? Take it off");
    Schema flat = envelopes.byId(Envelopes.KEY_ID).orElseThrow();
    assertThat(flat.getField("op")).isNull();
    refused(
        envelopes.avroKey(Map.of("id", 1L)),
        "not-an-envelope",
        "it has no 'op' and so is no change of Debezium; does the connector have a transform such as ExtractNewRecordState? Take it off");
  }

  @Test
  void refusesJsonThatContradictsItsSchema() {
    String whole = new String(envelopes.json("c", null, ROW), StandardCharsets.UTF_8);
    refused(
        text(whole.replace("\"id\":1,", "\"id\":\"1\",")),
        "value-does-not-fit",
        "column 'id': JSON of type string where the record's schema says an integer does not become bigint exactly; declare a type that takes it under columns: of dataset things");
    refused(
        text(whole.replace("\"op\":\"c\"", "\"op\":7")),
        "undecodable",
        "its envelope has JSON of type number where the record's schema says text");
  }

  private void refused(byte[] value, String code, String message) {
    Decoded decoded = decoder.decode(Things.record(null, value));
    assertThat(decoded).isInstanceOf(Decoded.Quarantined.class);
    Decoded.Quarantined refused = (Decoded.Quarantined) decoded;
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.message()).isEqualTo(message).doesNotContain("secret");
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static int indexOf(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
  }
}
