/** What a client asks: query parameters, checked against conf and the table before any SQL. */
package dev.tidemark.api.ask;
