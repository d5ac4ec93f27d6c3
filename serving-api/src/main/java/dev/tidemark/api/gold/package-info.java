/** Which SQL answers which path: models as conf serves them, and rows of any model. */
package dev.tidemark.api.gold;
