/** Values of rows: as Kernel reads them, as Spark has them inside, and as Java has them. */
package dev.tidemark.transform.rows;
