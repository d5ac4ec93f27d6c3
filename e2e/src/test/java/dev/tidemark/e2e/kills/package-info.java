/** What is left when a process dies at the worst moment: nothing lost, nothing twice. */
package dev.tidemark.e2e.kills;
