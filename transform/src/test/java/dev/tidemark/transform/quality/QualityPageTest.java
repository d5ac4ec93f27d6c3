package dev.tidemark.transform.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.transform.decode.wire.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/quality.md explains every code that quarantine may have, and no other. */
final class QualityPageTest {
  private static final Pattern CODE = Pattern.compile("(?m)^\\| `([a-z-]+(?::<name>)?)` \\|");

  @Test
  void explainsEachCodeOnce() throws IOException {
    String page =
        Files.readString(Path.of(System.getProperty("tidemark.root"), "docs", "quality.md"));
    String table = page.substring(page.indexOf("| code |"));

    List<String> codes = new ArrayList<>(Arrays.stream(Reason.values()).map(Reason::code).toList());
    codes.add(Rules.CODE + "<name>");
    assertThat(CODE.matcher(table).results().map((MatchResult code) -> code.group(1)))
        .containsExactlyElementsOf(codes);
  }
}
