package dev.tidemark.transform.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.ConfLoader;
import dev.tidemark.transform.fixture.TestConf;
import dev.tidemark.transform.fixture.TestSpark;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalysisTest {
  private static final String DAY = "interval: {column: day, grain: day}\nkey: [day]\n";

  @TempDir Path folder;
  private TestConf conf;

  @BeforeEach
  void tables() {
    conf =
        new TestConf(folder)
            .dataset(
                "bills",
                "bill_id",
                "bill_id bigint, billed_at timestamp_ntz, amount decimal(12,2), who string",
                "interval: {column: billed_at, grain: day}")
            .dataset("items", "item_id", "item_id int, bill_id bigint, text string");
  }

  /** {@code file:line: what; remedy}, those that rest on contract's own checks too. */
  private List<String> mistakes() {
    ConfLoader.Result read = conf.read();
    Analysis analysis = Analysis.of(read.conf().orElseThrow(), TestSpark.session());
    return analysis.problems().stream().map(conf::relative).toList();
  }

  @Test
  void findsNothingWhereNothingIsWrong() {
    conf.view("daily", "SELECT CAST(billed_at AS DATE) AS day, amount FROM BILLS")
        .model("m", "SELECT day, sum(amount) AS amount FROM daily GROUP BY day;\n", DAY);
    assertThat(mistakes()).isEmpty();
  }

  @Test
  void namesEveryMistakeOfAllFilesAtOnce() {
    conf.view("a", "SELECT billed_at,\n  ammount\nFROM bills")
        .view("b", "SELECT *\nFROM bils")
        .view("c", "SELECT billed_at FROM\nbills WHERE AND amount")
        .view("d", "DROP TABLE bills")
        .view("e", "SELECT 1; SELECT 2")
        .view("f", "SELECT billed_at, amount + who + date'2024-01-01' AS x\nFROM bills");
    assertThat(mistakes())
        .containsExactly(
            "views/a.sql:2: there is no column 'ammount'; did you mean 'amount'?",
            "views/b.sql:2: there is no table 'bils'; did you mean 'bills'?",
            "views/c.sql:2: SQL does not parse: syntax error at or near 'amount': extra input 'amount'; a file holds one SELECT",
            "views/d.sql:1: the SQL is no SELECT but DropTable; write one SELECT: Tidemark creates and fills the tables itself",
            "views/e.sql:1: SQL does not parse: syntax error at or near 'SELECT': extra input 'SELECT'; a file holds one SELECT",
            "views/f.sql:1: cannot resolve \"date_add(DATE '2024-01-01', (amount + who))\" due to data type mismatch: The second parameter requires the (\"INT\" or \"SMALLINT\" or \"TINYINT\") type, however \"(amount + who)\" has the type \"DOUBLE\"; mend the SQL, or the columns' types under columns:");
  }

  @Test
  void namesACircleOfViewsOnceAndNothingThatRestsOnIt() {
    conf.view("a", "SELECT * FROM b")
        .view("b", "SELECT * FROM c")
        .view("c", "SELECT * FROM a JOIN bills")
        .view("d", "SELECT * FROM a")
        .model("m", "SELECT day FROM d", DAY);
    assertThat(mistakes())
        .containsExactly(
            "views/a.sql:1: the views read each other in a circle: a → b → c → a; let one of them read datasets instead");
  }

  @Test
  void refusesWhatGivesAnotherAnswerEachTime() {
    String select = "SELECT CAST(billed_at AS DATE) AS day,\n  %s AS x FROM bills GROUP BY 1";
    for (String impure :
        List.of(
            "max(rand())",
            "max(current_date)",
            "max(now())",
            "first(who)",
            "any_value(who)",
            "size(collect_list(who))",
            "max(uuid())")) {
      conf.model("m", select.formatted(impure), DAY);
      assertThat(mistakes())
          .as(impure)
          .hasSize(1)
          .first()
          .asString()
          .contains("gives another answer each time; gold must follow from silver alone")
          .startsWith("gold/m.sql:");
    }
  }

  @Test
  void sortingMakesAListPure() {
    conf.model(
        "m",
        "SELECT CAST(billed_at AS DATE) AS day, sort_array(collect_list(who)) AS who FROM bills GROUP BY 1",
        DAY);
    assertThat(mistakes()).isEmpty();
  }

  @Test
  void holdsTheModelsFileAgainstItsSelect() {
    conf.model(
        "m",
        "SELECT CAST(billed_at AS DATE) AS day, who, count(*) FROM bills GROUP BY 1, 2",
        """
        interval: {column: dy, grain: day}
        key: [dy, who]
        serve:
          path: sales/daily
          group: [who]
          measures:
            total: sum
            who: sum
          order: total desc
          range: dy
          filters: [who]
        """);
    assertThat(mistakes())
        .containsExactly(
            "gold/m.sql:1: the SELECT's column 'count(1)' has no legal name; name it with AS: begin with a letter, then letters, digits, underscores",
            "gold/m.yaml:1: 'dy' of the interval is no column of the SELECT in m.sql; did you mean 'day'?",
            "gold/m.yaml:2: 'dy' of the key is no column of the SELECT in m.sql; did you mean 'day'?",
            "gold/m.yaml:7: 'total' of the measures is no column of the SELECT in m.sql; it gives day, who, count(1)",
            "gold/m.yaml:8: measure 'who' is of type string, which cannot be summed; use min or max, or make it a number in the SELECT",
            "gold/m.yaml:10: 'dy' of the range is no column of the SELECT in m.sql; did you mean 'day'?");
  }

  @Test
  void intervalsAreTimes() {
    conf.dataset("odd", "id", "id int, at string", "interval: {column: at, grain: day}")
        .model("m", "SELECT who AS day, count(*) AS n FROM bills GROUP BY 1", DAY);
    assertThat(mistakes())
        .containsExactly(
            "datasets/odd.yaml:5: interval column 'at' is of type string, which is no time; name a column of type date, timestamp or timestamp_ntz, or declare its type under columns:",
            "gold/m.yaml:1: interval column 'day' is of type string, which is no time; make it a date, a timestamp or a timestamp_ntz, for instance CAST(day AS DATE)");
  }

  @Test
  void typesMustParse() {
    conf.dataset("odd", "id", "id int, price decimel(12,2)");
    assertThat(mistakes())
        .containsExactly(
            "datasets/odd.yaml:4: column 'price' of dataset 'odd': 'decimel(12,2)' is not a type; use a SQL type, such as bigint, decimal(12,2), timestamp_ntz, date or string");
  }

  @Test
  void aChainOfInputsMustLeadSomewhere() {
    conf.model(
        "m",
        "SELECT CAST(billed_at AS DATE) AS day, count(*) AS n FROM bills GROUP BY 1",
        DAY + "inputs:\n  bills: {via: items, on: [bill_id]}\n");
    assertThat(mistakes())
        .containsExactly(
            "gold/m.yaml:4: input 'bills' goes via 'items', which leads to no interval: the SQL does not read it; add inputs: items: {interval: COLUMN} or {via: …, on: […]}");
  }
}
