/** Which intervals of gold are dirty: found before silver changes, kept until gold has answered. */
package dev.tidemark.transform.marks;
