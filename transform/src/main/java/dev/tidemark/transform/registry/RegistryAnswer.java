package dev.tidemark.transform.registry;

/** What the registry says of one id. */
sealed interface RegistryAnswer {
  /**
   * @param text of the schema, JSON
   */
  record Found(String text) implements RegistryAnswer {}

  /** It has no schema of this id. */
  record Unknown() implements RegistryAnswer {}

  /**
   * It gave no usable answer; asking later may help.
   *
   * @param cause the same text for the same cause, so that it is told once
   */
  record Unreachable(String cause) implements RegistryAnswer {}
}
