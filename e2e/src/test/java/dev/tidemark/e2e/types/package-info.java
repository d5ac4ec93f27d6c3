/**
 * Every column type of MariaDB, followed from the database into silver; the type table of docs/.
 */
package dev.tidemark.e2e.types;
