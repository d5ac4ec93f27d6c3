/** What is made of what, from the table at the source to the paths of the API. */
package dev.tidemark.transform.lineage;
