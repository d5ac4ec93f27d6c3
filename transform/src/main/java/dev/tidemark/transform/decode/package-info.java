/** Records of bronze become changes of rows, or tell why they cannot. */
package dev.tidemark.transform.decode;
