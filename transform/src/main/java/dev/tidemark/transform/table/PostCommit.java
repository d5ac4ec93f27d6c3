package dev.tidemark.transform.table;

import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.hook.PostCommitHook;
import io.delta.kernel.hook.PostCommitHook.PostCommitHookType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Kernel asks to be done after a commit: checksums at once, checkpoints in the background.
 * Neither decides whether the commit stands, so a failure is logged and no more.
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

  private PostCommit() {}

  /**
   * @param checkpointed called from another thread once a checkpoint is there
   */
  static void run(Engine engine, String path, List<PostCommitHook> hooks, Runnable checkpointed) {
    for (PostCommitHook hook : hooks) {
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
    } catch (IOException | UncheckedIOException | KernelException e) {
      LOG.atWarn()
          .addKeyValue("table", path)
          .addKeyValue("hook", hook.getType())
          .setCause(e)
          .log("work after a commit failed; the commit stands");
    }
  }
}
