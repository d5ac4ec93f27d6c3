package dev.tidemark.transform.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.conf.Platform.Durability;
import dev.tidemark.contract.name.Lake;
import dev.tidemark.transform.files.LocalFilesConf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeaseTest {
  private static final Instant NOON = Instant.parse("2026-03-08T12:00:00Z");

  @TempDir Path dir;
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);

  @Test
  void isRefusedWhileItsHolderLives() throws IOException {
    take();

    assertThatThrownBy(this::take)
        .isInstanceOf(LeaseHeldException.class)
        .hasMessageContaining("lane 'main' is written by process " + ProcessHandle.current().pid())
        .hasMessageContaining("stop it, or wait 15 s after its death and start again");
  }

  @Test
  void goesToTheNextTermAtOnceWhenReleased() throws IOException {
    Lease first = take();
    first.release();

    Lease second = take();

    assertThat(second.term()).isEqualTo(first.term() + 1);
    assertThat(first.isFollowed()).isTrue();
    assertThat(second.isFollowed()).isFalse();
  }

  @Test
  void filesOfOthersSayNothing() throws IOException {
    take().release();
    Path folder = dir.resolve("lake/_tidemark/leases/main");
    Files.writeString(folder.resolve(".00000000000000000007.json.crc"), "crc");
    Files.writeString(folder.resolve("notes.json"), "{}");

    assertThat(take().term()).isEqualTo(2);
  }

  @Test
  void isFollowedWhenNotRenewedForItsExpiry() throws IOException {
    take();
    now.set(NOON.plus(Lease.EXPIRY));
    assertThatThrownBy(this::take).isInstanceOf(LeaseHeldException.class);

    now.set(NOON.plus(Lease.EXPIRY).plusMillis(1));
    assertThat(take().term()).isEqualTo(2);
  }

  @Test
  void renewingKeepsIt() throws IOException {
    Lease lease = take();
    now.set(NOON.plus(Lease.EXPIRY));
    lease.renew();
    now.set(NOON.plus(Lease.EXPIRY).plus(Duration.ofSeconds(1)));

    assertThatThrownBy(this::take).isInstanceOf(LeaseHeldException.class);
  }

  @Test
  void isFollowedAtOnceWhenItsProcessIsGoneFromThisHost() throws IOException {
    Lease lease = take();
    Path file = dir.resolve("lake/_tidemark/leases/main/00000000000000000001.json");
    String pid = "\"pid\":" + ProcessHandle.current().pid();
    Files.writeString(file, Files.readString(file).replace(pid, "\"pid\":999999999"));

    assertThat(take().term()).isEqualTo(lease.term() + 1);
  }

  @Test
  void oneOfManyThatRaceGetsEachTerm() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Lease>> races = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        races.add(threads.submit(this::take));
      }
      int won = 0;
      for (Future<Lease> race : races) {
        try {
          race.get();
          won++;
        } catch (ExecutionException e) {
          assertThat(e.getCause()).isInstanceOf(LeaseHeldException.class);
        }
      }
      assertThat(won).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aLaterTermNumbersAboveEveryOlderOne() throws IOException {
    Lease first = take();
    TermFence older = new TermFence("main", first.term());
    for (int i = 0; i < 1000; i++) {
      older.next();
    }
    first.release();
    TermFence newer = new TermFence("main", take().term());

    assertThat(newer.next().version()).isGreaterThan(older.next().version());
    assertThat(newer.next().application()).isEqualTo(older.next().application());
  }

  private Lease take() throws IOException {
    Configuration hadoop = new Configuration();
    LocalFilesConf.of(Durability.PROCESS).forEach(hadoop::set);
    return Lease.take(new Lake(dir.resolve("lake").toString()), "main", hadoop, settable());
  }

  private Clock settable() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now.get();
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }
}
