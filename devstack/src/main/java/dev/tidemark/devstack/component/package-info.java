/**
 * How each system is prepared, started and asked whether it works; nothing here starts a process.
 */
package dev.tidemark.devstack.component;
