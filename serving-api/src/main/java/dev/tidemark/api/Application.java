package dev.tidemark.api;

import picocli.CommandLine;

/** The program. */
public final class Application {
  private Application() {}

  public static void main(String[] args) {
    int code = new CommandLine(new ServeCommand()).execute(args);
    if (code != 0) {
      System.exit(code);
    }
  }
}
