package dev.tidemark.transform.decode.wire;

/**
 * One decoded payload.
 *
 * @param plan what was made of its schema
 * @param struct to be read by the schema's {@link Encoding}
 */
public record Payload<P>(P plan, Object struct) {}
