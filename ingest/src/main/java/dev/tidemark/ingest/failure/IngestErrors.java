package dev.tidemark.ingest.failure;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Every failure that a person reads, in one place. No text here may hold a secret's value. */
public final class IngestErrors {
  private IngestErrors() {}

  public static IngestException connectDoesNotAnswer(URI url, String why, Throwable cause) {
    return new IngestException(
        "Kafka Connect does not answer at %s: %s. Start it, or mend connect.url in tidemark.yaml."
            .formatted(url, why),
        cause);
  }

  public static IngestException connectRefuses(String request, int status, String why) {
    return new IngestException(
        "Kafka Connect refuses %s with status %s: %s. Look into the worker's log."
            .formatted(request, status, why));
  }

  public static IngestException connectIsNotUnderstood(String request, String answer) {
    return new IngestException(
        "The answer to %s is not Kafka Connect's: %s. Check connect.url in tidemark.yaml."
            .formatted(request, answer));
  }

  public static IngestException connectIsRebalancing(URI url, Duration waited) {
    return new IngestException(
        "Kafka Connect at %s has been rebalancing for %s s. Wait until its workers agree, then run again."
            .formatted(url, waited.toSeconds()));
  }

  public static IngestException pluginIsMissing(URI url, String connectorClass) {
    return new IngestException(
        "The workers of Kafka Connect at %s do not have the plug-in %s. Put Debezium's connector into plugin.path of every worker and restart them."
            .formatted(url, connectorClass));
  }

  public static IngestException kafkaDoesNotAnswer(String servers, String why, Throwable cause) {
    return new IngestException(
        "Kafka does not answer at %s: %s. Start it, or mend kafka.bootstrap-servers in tidemark.yaml."
            .formatted(servers, why),
        cause);
  }

  public static IngestException kafkaRefuses(String servers, String what, Throwable cause) {
    return new IngestException(
        "Kafka at %s refuses to %s: %s. Check the rights of this user and the limits of the brokers."
            .formatted(servers, what, reason(cause)),
        cause);
  }

  public static IngestException registryDoesNotAnswer(URI url, String why, Throwable cause) {
    return new IngestException(
        "The schema registry does not answer at %s: %s. Start it, or mend registry.url in tidemark.yaml."
            .formatted(url, why),
        cause);
  }

  public static IngestException sourceDoesNotAnswer(
      String source, String address, String why, Throwable cause) {
    return new IngestException(
        "Source %s does not answer at %s: %s. Start it, or mend host and port in conf/sources/%s.yaml."
            .formatted(source, address, why, source),
        cause);
  }

  public static IngestException sourceRefuses(String source, String why, Throwable cause) {
    return new IngestException(
        "Source %s refuses to show its schema: %s. Grant SELECT and REPLICATION CLIENT to the user."
            .formatted(source, why),
        cause);
  }

  public static IngestException databaseRefuses(String source, String why, Throwable cause) {
    return new IngestException(
        "The database of source %s refuses: %s. Mend that, then run again.".formatted(source, why),
        cause);
  }

  public static IngestException slotInUse(String slot, String source, Duration waited) {
    return new IngestException(
        "Slot %s of source %s is still read by somebody after %s s. Stop the reader (SELECT active_pid FROM pg_replication_slots), then: SELECT pg_drop_replication_slot('%s')"
            .formatted(slot, source, waited.toSeconds(), slot));
  }

  public static IngestException taskFailed(String connector, String why) {
    return new IngestException(
        "Connector %s does not run: %s. Mend the cause, then run ingest apply again: it restarts what failed."
            .formatted(connector, why));
  }

  public static IngestException notRunningInTime(String connector, String state, Duration waited) {
    return new IngestException(
        "Connector %s is still %s after %s s. Look at ingest status and the worker's log; a busy worker may only need more time."
            .formatted(connector, state, waited.toSeconds()));
  }

  public static IngestException notStoppedInTime(String connector, Duration waited) {
    return new IngestException(
        "Connector %s has not stopped after %s s, so nothing of it was removed. Look into the worker's log, then run again."
            .formatted(connector, waited.toSeconds()));
  }

  public static IngestException fileNotWritten(String file, Throwable cause) {
    return new IngestException(
        "%s cannot be written: %s. Check the rights of the folder.".formatted(file, reason(cause)),
        cause);
  }

  public static IngestException fileNotRead(String file, Throwable cause) {
    return new IngestException(
        "%s cannot be read: %s. Check its rights.".formatted(file, reason(cause)), cause);
  }

  public static IngestException noRecord(String file) {
    return new IngestException(
        "File %s has no record of which columns could be told. Give a sample with some, or look at format:, header: and record-path: of the table."
            .formatted(file),
        null);
  }

  public static IngestException interrupted(String doing) {
    return new IngestException(
        "Interrupted while %s. Run again: what is done stays done.".formatted(doing));
  }

  /** The innermost message; the class where there is none. */
  public static String reason(Throwable failure) {
    Throwable inner = failure;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    return Optional.ofNullable(inner.getMessage())
        .filter(text -> !text.isBlank())
        .orElse(inner.getClass().getSimpleName());
  }
}
