/** Delta tables read by the driver alone: no Spark job, and no file that is known already. */
package dev.tidemark.transform.scan;
