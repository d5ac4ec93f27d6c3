/** The whole path on one machine, and the proof that it agrees with the database. */
package dev.tidemark.devstack.demo;
