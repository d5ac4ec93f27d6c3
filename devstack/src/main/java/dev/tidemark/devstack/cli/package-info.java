/** The words of the front door that concern the devstack: the only place that prints. */
package dev.tidemark.devstack.cli;
