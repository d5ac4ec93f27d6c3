package dev.tidemark.transform.lane;

import dev.tidemark.transform.metrics.StreamMetrics;
import dev.tidemark.transform.registry.SchemaStore;
import dev.tidemark.transform.table.Fence;
import java.util.List;
import org.apache.spark.SparkContext;

/** What one term of a lane works with. */
record LaneTables(
    String lane,
    SparkContext spark,
    List<LaneDataset> datasets,
    SchemaStore schemas,
    Fence fence,
    Together together,
    StreamMetrics metrics) {}
