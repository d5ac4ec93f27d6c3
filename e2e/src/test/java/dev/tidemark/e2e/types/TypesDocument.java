package dev.tidemark.e2e.types;

import java.util.List;
import java.util.Map;

/** docs/types.md, from what a run saw. */
record TypesDocument(List<ColumnCase> columns, Map<String, String> debezium, List<String> refused) {

  /**
   * @param silver column to type, as the table in the lake has it
   */
  String text(Map<String, String> silver) {
    StringBuilder text =
        new StringBuilder(
            """
            # Types

            Written by `TypesIT` from what it saw, row by row, in snapshot and stream, by Avro and by JSON alike; never edited by hand.
            `mvn -pl e2e verify -Dit.test=TypesIT -Dtidemark.write-docs=true` writes it anew.

            ## MariaDB

            | type at the source | Debezium | silver | note |
            |---|---|---|---|
            """);
    for (ColumnCase column : columns) {
      text.append(
          "| %s | %s | %s | %s |%n"
              .formatted(
                  cell(column.type()),
                  cell(debezium.get(column.name())),
                  cell(silver.get(column.name())),
                  column.note()));
    }
    text.append(
        """

        Refused by `ingest apply`, which names the column and what to do (exit code 2):

        """);
    refused.forEach(type -> text.append("* `").append(type).append("`\n"));
    return text.toString();
  }

  private static String cell(String text) {
    return "`" + text.replace("|", "\\|") + "`";
  }
}
