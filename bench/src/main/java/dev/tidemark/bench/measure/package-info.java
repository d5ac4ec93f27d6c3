/** What every benchmark counts with. */
package dev.tidemark.bench.measure;
