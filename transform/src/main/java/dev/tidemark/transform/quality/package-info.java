/** What is kept aside with its reason, and the rules that keep it. */
package dev.tidemark.transform.quality;
