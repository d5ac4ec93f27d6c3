/** The conf model: what stands under conf/, checked for structure, each fact with file and line. */
package dev.tidemark.contract.conf;
