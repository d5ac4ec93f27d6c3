package dev.tidemark.devstack.cli;

import dev.tidemark.devstack.shop.Totals;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/**
 * One line that is written over each second on a terminal, a new one each five seconds elsewhere.
 */
final class SellingDisplay {
  private final PrintWriter out;
  private final boolean terminal;
  private final long every;
  private long shown = System.nanoTime();
  private long rowsShown;

  private SellingDisplay(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
    this.every = TimeUnit.SECONDS.toNanos(terminal ? 1 : 5);
  }

  static SellingDisplay on(PrintWriter out) {
    return new SellingDisplay(out, Boolean.getBoolean("tidemark.terminal"));
  }

  void show(Totals totals) {
    long now = System.nanoTime();
    long passed = now - shown;
    if (passed < every) {
      return;
    }
    long rate = Math.round((totals.rows() - rowsShown) * 1e9 / passed);
    String line =
        "selling: %s rows in %s transactions, %s rows/s"
            .formatted(totals.rows(), totals.transactions(), rate);
    if (terminal) {
      out.print("\r" + line + "   ");
      out.flush();
    } else {
      out.println(line);
    }
    shown = now;
    rowsShown = totals.rows();
  }

  void end() {
    if (terminal) {
      out.println();
    }
  }
}
