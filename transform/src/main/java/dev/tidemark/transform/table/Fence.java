package dev.tidemark.transform.table;

/**
 * Numbers the commits of the process that holds a lane's lease, so that a zombie's are refused.
 *
 * <p>The version is the lease's term in the upper half and a counter in the lower, the same
 * application for every term.
 */
public interface Fence {
  /** Greater than every id given before, by this process or by holders of older terms. */
  TransactionId next();
}
