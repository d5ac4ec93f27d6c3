/** The program of the broker's process. */
package dev.tidemark.devstack.kafka;
