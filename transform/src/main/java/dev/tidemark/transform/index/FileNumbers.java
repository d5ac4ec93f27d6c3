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

  /** One more row in the file. */
  int enter(String name) {
    Integer known = numbers.get(name);
    int number = known == null ? number(name) : known;
    rows[number]++;
    return number;
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
      free.add(number);
    }
  }

  String name(int number) {
    return names.get(number);
  }
}
