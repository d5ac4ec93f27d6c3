/** The columns of datasets as the source changes them: conf's, grown by what records show. */
package dev.tidemark.transform.columns;
