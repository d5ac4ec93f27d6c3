package dev.tidemark.bench.writepath;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param rows in the table before the first event
 * @param events of each round, for throughput
 * @param rounds in which all subjects take turns
 * @param rates of latency, in events a second
 * @param time at each rate
 * @param warmUp before it, at least
 */
record Sizes(
    long rows, long events, int rounds, List<Integer> rates, Duration time, Duration warmUp) {}
