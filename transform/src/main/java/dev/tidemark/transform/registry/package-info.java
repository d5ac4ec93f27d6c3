/** Writer schemas of Avro records, kept in the lake before any batch that needs them. */
package dev.tidemark.transform.registry;
