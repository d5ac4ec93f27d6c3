/** Classes that break each rule once, so that each rule is seen to fail. */
package dev.tidemark.e2e.architecture.planted;
