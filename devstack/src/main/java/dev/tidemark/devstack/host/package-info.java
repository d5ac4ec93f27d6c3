/** What the machine says of its processes and ports: read from /proc, nothing of Tidemark in it. */
package dev.tidemark.devstack.host;
