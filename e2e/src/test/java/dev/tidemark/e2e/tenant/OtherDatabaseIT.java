package dev.tidemark.e2e.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.e2e.fixture.Answers;
import dev.tidemark.e2e.fixture.Api;
import dev.tidemark.e2e.fixture.ConfFolder;
import dev.tidemark.e2e.fixture.Product;
import dev.tidemark.e2e.fixture.Rows;
import dev.tidemark.e2e.fixture.Running;
import dev.tidemark.e2e.fixture.Source;
import dev.tidemark.e2e.fixture.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database {@code classicmodels}: lines reach their month only through the order, and the city
 * only through the customer. {@code TIDEMARK_CLASSICMODELS} names a dump of the well-known one;
 * without it, a small one of the same shape is loaded.
 */
@Tag("full")
final class OtherDatabaseIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<String> FILES =
      List.of(
          "sources/models.yaml",
          "datasets/customers.yaml",
          "datasets/employees.yaml",
          "datasets/orders.yaml",
          "datasets/orderdetails.yaml",
          "views/lines.sql",
          "gold/city_sales.sql",
          "gold/city_sales.yaml",
          "gold/rep_sales.sql",
          "gold/rep_sales.yaml");

  private static final String LINES =
      """
      (SELECT rtrim(c.city) AS city, c.salesRepEmployeeNumber AS rep, o.orderDate,
              d.quantityOrdered * d.priceEach AS amount
       FROM classicmodels.orderdetails d
       JOIN classicmodels.orders o ON d.orderNumber = o.orderNumber
       JOIN classicmodels.customers c ON o.customerNumber = c.customerNumber) AS sold
      """;

  @Test
  void answersEqualItsOwnSqlAfterEachKindOfChange(@TempDir Path dir) throws IOException {
    ConfFolder conf = conf(dir.resolve("conf"));
    try (Stack stack = Stack.up()) {
      Source source = load(stack);
      Product product = stack.product();
      product.runWell("ingest", "apply", "--conf", conf.toString());
      try (Running api = product.start("serve", "--conf", conf.toString());
          Running stream = product.start("stream", "--conf", conf.toString())) {
        mustAgree(stack, List.of(api, stream), "the snapshot");

        String customer = source.value("SELECT min(customerNumber) FROM classicmodels.orders");
        change(
            source,
            "UPDATE classicmodels.customers SET city = 'Brno' WHERE customerNumber = " + customer);
        mustAgree(stack, List.of(api, stream), "a customer moved city");

        String order = source.value("SELECT min(orderNumber) FROM classicmodels.orders");
        change(
            source,
            "UPDATE classicmodels.orders SET orderDate = '2004-07-15' WHERE orderNumber = "
                + order);
        mustAgree(stack, List.of(api, stream), "an order changed to another month");

        String last = source.value("SELECT max(orderNumber) FROM classicmodels.orders");
        change(
            source,
            "DELETE FROM classicmodels.orderdetails WHERE orderNumber = " + last,
            "DELETE FROM classicmodels.orders WHERE orderNumber = " + last);
        mustAgree(stack, List.of(api, stream), "an order and its lines were deleted");

        String rep =
            source.value(
                "SELECT max(employeeNumber) FROM classicmodels.employees WHERE employeeNumber NOT IN (SELECT salesRepEmployeeNumber FROM classicmodels.customers WHERE customerNumber = %s)"
                    .formatted(customer));
        change(
            source,
            "UPDATE classicmodels.customers SET salesRepEmployeeNumber = %s WHERE customerNumber = %s"
                .formatted(rep, customer));
        mustAgree(stack, List.of(api, stream), "a customer changed sales rep");

        change(
            source,
            "UPDATE classicmodels.customers SET salesRepEmployeeNumber = NULL WHERE customerNumber"
                + " = "
                + customer);
        mustAgree(stack, List.of(api, stream), "a customer lost the sales rep");
      }
    }
  }

  private static ConfFolder conf(Path path) throws IOException {
    ConfFolder conf = ConfFolder.platformOnly(path);
    for (String file : FILES) {
      try (var in = OtherDatabaseIT.class.getResourceAsStream("/tenant/conf/" + file)) {
        conf.write(file, new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return conf;
  }

  private static Source load(Stack stack) throws IOException {
    Source owner = stack.source();
    Source many =
        new Source(owner.url() + "&allowMultiQueries=true", owner.user(), owner.password());
    String given = System.getenv("TIDEMARK_CLASSICMODELS");
    Path dump =
        given == null
            ? Product.root().resolve("e2e/src/test/resources/tenant/small.sql")
            : Path.of(given);
    many.execute(Files.readString(dump));
    return owner;
  }

  private static void change(Source source, String... statements) {
    source.transaction(List.of(statements));
  }

  /** Of both paths, whole and by ranges of months. */
  private static void mustAgree(Stack stack, List<Running> words, String after) {
    List<Question> questions = questions().toList();
    new Answers(stack.api(), questions.stream().map(Question::path).toList(), PATIENCE)
        .awaitCommitted(words.toArray(Running[]::new));
    for (Question question : questions) {
      answer(stack.api().get(question.path()), question)
          .mustEqual(
              stack.source().query(question.sql()).numbersByValue("revenue", "sold"),
              question.path() + " after " + after);
    }
  }

  /** A question to the API and the same one in the source's SQL. */
  private record Question(String path, String sql, List<String> columns) {}

  private static Stream<Question> questions() {
    List<Question> all = new ArrayList<>();
    List<String> months =
        List.of("2003-01-01", "2003-02-01", "2004-02-01", "2005-01-01", "2005-06-01");
    for (int from = 0; from < months.size(); from++) {
      for (int to = from + 1; to < months.size(); to++) {
        add(
            all,
            "&from=%s&to=%s".formatted(months.get(from), months.get(to)),
            "orderDate >= '%s' AND orderDate < '%s'".formatted(months.get(from), months.get(to)));
      }
    }
    add(all, "", "true");
    return all.stream();
  }

  private static void add(List<Question> all, String range, String condition) {
    all.add(
        new Question(
            "/v1/models/top-cities?limit=1000" + range,
            "SELECT city, count(*) AS sold, sum(amount) AS revenue FROM %s WHERE %s GROUP BY city"
                .formatted(LINES, condition),
            List.of("city", "revenue", "sold")));
    all.add(
        new Question(
            "/v1/models/top-reps?limit=1000" + range,
            "SELECT employeeNumber, lastName, count(*) AS sold, sum(amount) AS revenue FROM %s JOIN classicmodels.employees e ON rep = employeeNumber WHERE %s GROUP BY employeeNumber, lastName"
                .formatted(LINES, condition),
            List.of("employeeNumber", "lastName", "revenue", "sold")));
  }

  private static Rows answer(Api.Answer answer, Question question) {
    assertThat(answer.status()).as("%s: %s", question.path(), answer.body()).isEqualTo(200);
    List<Map<String, String>> rows = new ArrayList<>();
    for (JsonNode node : answer.body().get("rows")) {
      Map<String, String> row = new TreeMap<>();
      question
          .columns()
          .forEach(
              name -> row.put(name, node.path(name).isNull() ? null : node.path(name).asText()));
      rows.add(row);
    }
    return new Rows(rows).numbersByValue("revenue", "sold");
  }
}
