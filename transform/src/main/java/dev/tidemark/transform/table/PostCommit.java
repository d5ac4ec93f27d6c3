package dev.tidemark.transform.table;

import io.delta.kernel.engine.Engine;
import io.delta.kernel.hook.PostCommitHook;
import io.delta.kernel.hook.PostCommitHook.PostCommitHookType;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Kernel asks to be done after a commit: checksums at once, checkpoints in the background.
 * Neither decides whether the commit stands, so a failure is logged and no more. (Kernel 4.4.0
 * fails to write a checksum on top of some that Spark wrote, with an IllegalArgumentException.)
 */
final class PostCommit {
  private static final Logger LOG = LoggerFactory.getLogger(PostCommit.class);
  private static final ExecutorService BACKGROUND =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "tidemark-checkpoints");
            thread.setDaemon(true);
            return thread;
          });

  /** What was told once. */
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private PostCommit() {}

  /**
   * @param checkpointed called from another thread once a checkpoint is there
   */
  static void run(Engine engine, String path, List<PostCommitHook> hooks, Runnable checkpointed) {
    for (PostCommitHook hook : hooks) {
      if (hook.getType() == PostCommitHookType.CHECKSUM_FULL) {
        continue; // it replays the whole log; readers do without, and checkpoints bring one again
      }
      if (hook.getType() != PostCommitHookType.CHECKPOINT) {
        invoke(engine, path, hook);
        continue;
      }
      BACKGROUND.execute(
          () -> {
            invoke(engine, path, hook);
            checkpointed.run();
          });
    }
  }

  private static void invoke(Engine engine, String path, PostCommitHook hook) {
    try {
      hook.threadSafeInvoke(engine);
    } catch (IOException | RuntimeException e) { // whatever it was: the commit stands
      if (SAID.add(path + " " + hook.getType())) {
        LOG.atWarn()
            .addKeyValue("table", path)
            .addKeyValue("hook", hook.getType())
            .addKeyValue("cause", e.toString())
            .log("work after a commit failed; the commit stands");
      }
    }
  }
}
