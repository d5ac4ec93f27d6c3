package dev.tidemark.ingest.files.format;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 that can be asked on the way. */
public final class RunningDigest {
  private final MessageDigest digest;

  private RunningDigest(MessageDigest digest) {
    this.digest = digest;
  }

  public static RunningDigest start() {
    try {
      return new RunningDigest(MessageDigest.getInstance("SHA-256"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  public void add(byte[] bytes, int start, int length) {
    digest.update(bytes, start, length);
  }

  /** Of all that was added so far. */
  public String hex() {
    return HexFormat.of().formatHex(copy().digest.digest());
  }

  RunningDigest copy() {
    try {
      return new RunningDigest((MessageDigest) digest.clone());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Java's own SHA-256 can be copied", e);
    }
  }
}
