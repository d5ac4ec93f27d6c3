package dev.tidemark.devstack.settings;

/** How ports are chosen when a devstack is made. */
public enum PortChoice {
  DEFAULT,
  FREE
}
