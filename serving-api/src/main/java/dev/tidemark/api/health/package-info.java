/** Whether the API lives, and whether what it needs does. */
package dev.tidemark.api.health;
