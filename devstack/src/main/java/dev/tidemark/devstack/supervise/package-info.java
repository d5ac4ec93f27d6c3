/**
 * Starts, watches and stops the processes of a devstack, which outlive the program that started
 * them.
 */
package dev.tidemark.devstack.supervise;
