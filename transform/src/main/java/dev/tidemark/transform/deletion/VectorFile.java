package dev.tidemark.transform.deletion;

import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import io.delta.kernel.internal.deletionvectors.Base85Codec;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.roaringbitmap.RoaringBitmap;

/**
 * One file with the deletion vectors of a commit, as Delta's protocol lays it out ("Deletion Vector
 * Format"): a version byte, then of each vector its size, its bytes and their CRC-32.
 */
final class VectorFile {
  private static final byte VERSION = 1;
  private static final int MAGIC = 1681511377;
  private static final String BESIDE_THE_TABLE = "u";

  private final UUID id = UUID.randomUUID();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  VectorFile() throws IOException {
    out.writeByte(VERSION);
  }

  DeletionVectorDescriptor add(RoaringBitmap gone) throws IOException {
    gone.runOptimize();
    int size = Integer.BYTES + Long.BYTES + Integer.BYTES + gone.serializedSizeInBytes();
    ByteBuffer vector = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    vector.putInt(MAGIC).putLong(1).putInt(0); // one bitmap, of rows below 2^32
    gone.serialize(vector);
    CRC32 checksum = new CRC32();
    checksum.update(vector.array());
    int offset = out.size();
    out.writeInt(size);
    out.write(vector.array());
    out.writeInt((int) checksum.getValue());
    return new DeletionVectorDescriptor(
        BESIDE_THE_TABLE,
        Base85Codec.encodeUUID(id),
        Optional.of(offset),
        size,
        gone.getLongCardinality());
  }

  /** The table must not name a vector before this has returned. */
  void write(String table, Configuration hadoop) throws IOException {
    Path file = new Path(table, "deletion_vector_" + id + ".bin");
    try (OutputStream to = file.getFileSystem(hadoop).create(file, false)) {
      bytes.writeTo(to);
    }
  }
}
