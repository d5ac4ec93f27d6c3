package dev.tidemark.api.gold;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows, and how far they reach.
 *
 * @param validThrough read before the rows, so never ahead of them
 */
record Found(Optional<Instant> validThrough, List<Map<String, Object>> rows) {}
