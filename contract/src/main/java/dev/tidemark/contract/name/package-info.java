/** Names: of topics, of columns, of places in the lake. */
package dev.tidemark.contract.name;
