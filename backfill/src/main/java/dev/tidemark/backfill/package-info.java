/**
 * The same path, by date range: what is missing is found, planned, replayed through the lane and
 * proved whole. Its words come with its step; the module stands so that its edges are held now.
 */
package dev.tidemark.backfill;
