/** The bytes of a record become a typed struct: Avro by its writer's schema, or JSON. */
package dev.tidemark.transform.decode.wire;
