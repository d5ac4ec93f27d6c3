/** What a client is told when a question cannot be answered: RFC 9457 bodies, from one place. */
package dev.tidemark.api.problem;
