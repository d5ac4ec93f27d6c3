/**
 * The ClickHouse engine in a process of its own, behind as much of ClickHouse's HTTP interface as
 * its official Java clients use.
 */
package dev.tidemark.devstack.clickhouse;
