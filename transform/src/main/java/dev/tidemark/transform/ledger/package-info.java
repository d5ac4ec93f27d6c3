/** What is asked of the path and how far it is: pieces of work, each an interval of a dataset. */
package dev.tidemark.transform.ledger;
