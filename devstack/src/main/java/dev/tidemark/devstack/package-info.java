/**
 * Real systems on one machine: what a demo, a test or a developer starts and stops as one thing.
 */
package dev.tidemark.devstack;
