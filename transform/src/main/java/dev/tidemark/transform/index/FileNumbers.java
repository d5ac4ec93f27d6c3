package dev.tidemark.transform.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Short numbers for the names of files, each as long as a key's row stands in it. */
final class FileNumbers {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final List<Integer> free = new ArrayList<>();
  private int[] rows = new int[16];

  /** Rows come file by file. */
  private String last;

  private int lastNumber;

  /** One more row in the file. */
  int enter(String name) {
    if (!name.equals(last)) {
      Integer known = numbers.get(name);
      lastNumber = known == null ? number(name) : known;
      last = name;
    }
    rows[lastNumber]++;
    return lastNumber;
  }

  private int number(String name) {
    int number = free.isEmpty() ? names.size() : free.remove(free.size() - 1);
    if (number == names.size()) {
      names.add(name);
      if (number == rows.length) {
        rows = Arrays.copyOf(rows, number * 2);
      }
    } else {
      names.set(number, name);
    }
    numbers.put(name, number);
    return number;
  }

  /** One row less. */
  void leave(int number) {
    rows[number]--;
    if (rows[number] == 0) {
      numbers.remove(names.get(number));
      names.set(number, null);
      if (number == lastNumber) {
        last = null;
      }
      free.add(number);
    }
  }

  String name(int number) {
    return names.get(number);
  }
}
