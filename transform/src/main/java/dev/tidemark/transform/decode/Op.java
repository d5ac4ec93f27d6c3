package dev.tidemark.transform.decode;

/** What happened to a row, as Debezium tells it. */
public enum Op {
  CREATE("c"),
  UPDATE("u"),
  DELETE("d"),
  /** Read by a snapshot. */
  READ("r");

  private final String letter;

  Op(String letter) {
    this.letter = letter;
  }

  /** As in Debezium's {@code op} and silver's {@code _op}. */
  public String letter() {
    return letter;
  }
}
