package dev.tidemark.backfill;

import dev.tidemark.transform.ledger.Route;
import dev.tidemark.transform.ledger.Transition;
import dev.tidemark.transform.ledger.Work;
import java.io.PrintWriter;
import java.util.OptionalLong;

/** What a person reads while work is done: a line for each thing that happened. */
final class Lines {
  private final PrintWriter out;
  private final RangeCut cut;

  Lines(PrintWriter out, RangeCut cut) {
    this.out = out;
    this.cut = cut;
  }

  void begin(Request request) {
    say(
        "run %s: %s of dataset '%s' by route %s, newest first"
            .formatted(
                request.run(),
                count(
                    request.intervals().size(),
                    request.dataset().interval().orElseThrow().grain().toString()),
                request.dataset().name(),
                request.route()));
  }

  void end(Request request, boolean done, boolean here) {
    if (!done) {
      say("not all is done; 'backfill status' has the reasons");
    } else if (here) {
      say("all done; gold and ClickHouse have it");
    } else {
      say("all done in silver; the stream brings it to gold and ClickHouse now");
    }
  }

  void emitting(Work work) {
    say("%s  the source is asked".formatted(cut.name(work.range())));
  }

  void ended(Transition line) {
    String counted =
        line.work().route() == Route.SOURCE
            ? "%s rows re-emitted, %s in bronze%s, %s keys in silver"
                .formatted(
                    text(line.counts().emitted()),
                    text(line.counts().bronze()),
                    line.counts().spilled().orElse(0) > 0
                        ? " (and %s outside of the interval)"
                            .formatted(line.counts().spilled().getAsLong())
                        : "",
                    text(line.counts().keys()))
            : "%s changes in bronze, %s keys in silver"
                .formatted(text(line.counts().bronze()), text(line.counts().keys()));
    say(
        "%s  %s: %s%s"
            .formatted(
                cut.name(line.work().range()),
                counted,
                line.state(),
                line.detail().isEmpty() ? "" : " (" + line.detail() + ")"));
  }

  void say(String sentence) {
    out.println(sentence);
    out.flush();
  }

  private static String count(int number, String what) {
    return number == 1 ? "1 " + what : number + " " + what + "s";
  }

  private static String text(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : "no count of";
  }
}
