package dev.tidemark.transform.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.sequence.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Against a map, whatever is done. */
class EntriesTest {
  /** Of one key: put with an image of so many words, or removed. */
  record Deed(String key, int words, boolean removes) {}

  private record Known(Place place, Sequence sequence, boolean deleted, int time, int words) {}

  @Property(tries = 500)
  void areWhatAMapIs(@ForAll("deeds") List<Deed> deeds) {
    Entries entries = new Entries();
    Map<String, Known> map = new HashMap<>();
    Map<String, Integer> numbers = new HashMap<>();
    int time = 0;
    for (Deed deed : deeds) {
      String key = deed.key();
      time++;
      if (deed.removes()) {
        int number = entries.find(bytes(key));
        assertThat(number == Entries.NONE).isEqualTo(map.remove(key) == null);
        if (number != Entries.NONE) {
          entries.remove(number);
          numbers.remove(key);
        }
      } else {
        Known known =
            new Known(
                new Place(time, time * 3),
                new Sequence(1, 2, time),
                time % 2 == 0,
                time,
                deed.words());
        int number =
            entries.put(
                bytes(key),
                known.place(),
                Optional.of(known.sequence()),
                known.deleted(),
                image(known));
        map.put(key, known);
        assertThat(numbers.getOrDefault(key, number)).as("a key's number").isEqualTo(number);
        numbers.put(key, number);
      }
      assertThat(entries.size()).isEqualTo(map.size());
    }
    assertThat(new HashSet<>(numbers.values())).hasSize(numbers.size());
    for (Deed deed : deeds) {
      check(entries, deed.key(), map.get(deed.key()));
    }
  }

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] image(Known known) {
    byte[] image = new byte[known.words() * 8];
    Arrays.fill(image, (byte) known.time());
    return image;
  }

  private static void check(Entries entries, String key, Known known) {
    int number = entries.find(bytes(key));
    if (known == null) {
      assertThat(number).isEqualTo(Entries.NONE);
      return;
    }
    assertThat(new Place(entries.file(number), entries.row(number))).isEqualTo(known.place());
    assertThat(entries.sequence(number)).contains(known.sequence());
    assertThat(entries.isDeleted(number)).isEqualTo(known.deleted());
    int from = entries.imageOffset(number);
    assertThat(
            Arrays.copyOfRange(
                entries.imageChunk(number), from, from + entries.imageLength(number)))
        .isEqualTo(image(known));
  }

  @Test
  void manyKeysWhoseImagesGrowLeaveNoHolesForLong() {
    Entries entries = new Entries();
    int keys = 20_000;
    for (int round = 1; round <= 10; round++) {
      for (int i = 0; i < keys; i++) {
        byte[] key = bytes(Integer.toString(i));
        entries.put(key, new Place(round, i), Optional.empty(), false, new byte[round * 8]);
      }
    }
    long used = keys * (32L + 8 + 80);
    assertThat(entries.size()).isEqualTo(keys);
    assertThat(entries.bytes()).isBetween(used, used * 4);
  }

  @Test
  void anEntryMayBeLongerThanAChunk() {
    Entries entries = new Entries();
    byte[] key = new byte[3 << 20];
    new Random(1).nextBytes(key);
    entries.put(key, new Place(1, 2), Optional.empty(), false, new byte[8]);
    entries.put(new byte[] {1}, new Place(3, 4), Optional.empty(), false, new byte[16]);

    assertThat(entries.row(entries.find(key))).isEqualTo(2);
    assertThat(entries.row(entries.find(new byte[] {1}))).isEqualTo(4);
  }

  @Test
  void keysThatCountUpAreSpread() {
    int keys = 200_000;

    long different =
        LongStream.range(0, keys)
            .mapToInt(id -> Entries.hash(KeyBytes.of(new Object[] {id})))
            .distinct()
            .count();

    assertThat(different).isGreaterThan(keys * 999L / 1_000);
  }

  @Property(tries = 500)
  void chainsAreWhatAMultimapIs(@ForAll("links") List<int[]> links) {
    Chains chains = new Chains();
    Map<Integer, Integer> hashOf = new HashMap<>();
    for (int[] link : links) {
      if (link[1] < 0) {
        chains.remove(link[0]);
        hashOf.remove(link[0]);
      } else {
        chains.put(link[0], link[1]);
        hashOf.put(link[0], link[1]);
      }
    }
    for (int hash = 0; hash < 12; hash++) {
      Set<Integer> wanted = new HashSet<>();
      for (Map.Entry<Integer, Integer> each : hashOf.entrySet()) {
        if (each.getValue() == hash) {
          wanted.add(each.getKey());
        }
      }
      Set<Integer> found = new HashSet<>();
      for (int n = chains.first(hash); n != Chains.NONE; n = chains.next(n)) {
        assertThat(found.add(n)).as("number %s once", n).isTrue();
      }
      assertThat(found).isEqualTo(wanted);
    }
  }

  @Provide
  Arbitrary<List<Deed>> deeds() {
    Arbitrary<String> keys = Arbitraries.strings().withChars('a', 'b', 'c').ofMaxLength(4);
    return net.jqwik.api.Combinators.combine(
            keys, Arbitraries.integers().between(0, 4), Arbitraries.integers().between(0, 3))
        .as((key, words, chance) -> new Deed(key, words, chance == 0))
        .list()
        .ofMaxSize(200);
  }

  @Provide
  Arbitrary<List<int[]>> links() {
    return net.jqwik.api.Combinators.combine(
            Arbitraries.integers().between(0, 40), Arbitraries.integers().between(-4, 11))
        .as((number, hash) -> new int[] {number, hash})
        .list()
        .ofMaxSize(300);
  }
}
