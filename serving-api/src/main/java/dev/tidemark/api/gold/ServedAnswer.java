package dev.tidemark.api.gold;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Map;

/**
 * What a served path answers.
 *
 * @param from inclusive; null if open
 * @param to exclusive; null if open
 * @param validThrough every change committed at the sources up to here is in; null while unknown
 * @param rows in the order that conf states
 */
@Serdeable
record ServedAnswer(
    String path,
    @Nullable String from,
    @Nullable String to,
    @Nullable String validThrough,
    List<Map<String, Object>> rows) {}
