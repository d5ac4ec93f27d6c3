/**
 * A shop that sells: a seeded workload on a real database with all that makes change data hard,
 * such as changed keys, late orders, and rows deleted and written anew in one transaction.
 */
package dev.tidemark.devstack.shop;
