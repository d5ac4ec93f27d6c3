package dev.tidemark.transform.quality;

import dev.tidemark.transform.bronze.KafkaRecord;

/**
 * One record kept aside.
 *
 * @param code for counting, such as {@code value-does-not-fit}
 * @param message for a person
 */
public record Quarantined(String dataset, KafkaRecord record, String code, String message) {}
