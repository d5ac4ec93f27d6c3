package dev.tidemark.devstack.shop;

import java.util.Arrays;
import java.util.Locale;

/** What may happen in the shop, and how often relative to the rest. */
enum ChangeKind {
  PLACE_ORDER(38),
  CHANGE_LINE(15),
  CHANGE_STATUS(12),
  CANCEL(5),
  CHANGE_DATE(4),
  MOVE_CUSTOMER(4),
  CHANGE_SALESPERSON(4),
  DELETE_ORDER(4),
  REPLACE_ORDER(2),
  RENUMBER_LINE(2),
  RENUMBER_ORDER(2),
  LATE_ORDER(5),
  NEW_CUSTOMER(3);

  private static final int TOTAL = Arrays.stream(values()).mapToInt(kind -> kind.weight).sum();

  private final int weight;

  ChangeKind(int weight) {
    this.weight = weight;
  }

  static ChangeKind pick(Chance chance) {
    int left = chance.below(TOTAL);
    for (ChangeKind kind : values()) {
      left -= kind.weight;
      if (left < 0) {
        return kind;
      }
    }
    throw new IllegalStateException("the weights add up to " + TOTAL);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
