/**
 * What one devstack is: its components, folders, ports, accounts, and the environment it gives to
 * others.
 */
package dev.tidemark.devstack.settings;
