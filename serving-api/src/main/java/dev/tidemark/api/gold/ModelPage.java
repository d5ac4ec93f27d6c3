package dev.tidemark.api.gold;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Map;

/**
 * Some rows of a model.
 *
 * @param from inclusive; null if open
 * @param to exclusive; null if open
 * @param validThrough every change committed at the sources up to here is in; null while unknown
 * @param next where more rows are; null if there are none, or none that paging reaches
 */
@Serdeable
record ModelPage(
    String model,
    @Nullable String from,
    @Nullable String to,
    @Nullable String validThrough,
    List<Map<String, Object>> rows,
    @Nullable String next) {}
