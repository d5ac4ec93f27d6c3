/** Gold: the groups of dirty intervals, recomputed from silver, written where they changed. */
package dev.tidemark.transform.gold;
