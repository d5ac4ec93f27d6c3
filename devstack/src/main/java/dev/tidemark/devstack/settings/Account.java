package dev.tidemark.devstack.settings;

import java.security.SecureRandom;
import java.util.HexFormat;

/** A user and a password that is never printed. */
public record Account(String user, String password) {
  private static final int PASSWORD_BYTES = 12;

  static String newPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public String toString() {
    return user + ":***";
  }
}
