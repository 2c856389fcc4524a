package org.jlanes.maven;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.eclipse.aether.AbstractRepositoryListener;
import org.eclipse.aether.RepositoryEvent;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.ChecksumFailureException;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;

/// Hears what is transferred: tells how it goes on, ends it when its thread is interrupted, and
/// refuses files that are not what their checksum says. Any thread of the resolver.
final class Transfers extends AbstractTransferListener {
  private final Consumer<Map<String, Object>> progress;

  /// How often each file has come with a wrong checksum.
  private final Map<String, Integer> corrupted = new ConcurrentHashMap<>();

  /// The ids of the repositories that files came from, by file.
  private final Map<Path, String> downloaded = new ConcurrentHashMap<>();

  Transfers(Consumer<Map<String, Object>> progress) {
    this.progress = progress;
  }

  /// What hears of downloads that have come to their end.
  AbstractRepositoryListener downloads() {
    return new AbstractRepositoryListener() {
      @Override
      public void artifactDownloaded(RepositoryEvent event) {
        if (event.getException() == null && event.getFile() != null) {
          downloaded.put(event.getFile().toPath(), event.getRepository().getId());
        }
      }
    };
  }

  /// The id of the repository that a file was downloaded from just now, or an empty text.
  String source(Path file) {
    return downloaded.getOrDefault(file, "");
  }

  @Override
  public void transferInitiated(TransferEvent event) throws TransferCancelledException {
    goOn(event);
  }

  @Override
  public void transferStarted(TransferEvent event) throws TransferCancelledException {
    goOn(event);
  }

  @Override
  public void transferProgressed(TransferEvent event) throws TransferCancelledException {
    goOn(event);
  }

  private void goOn(TransferEvent event) throws TransferCancelledException {
    if (Thread.currentThread().isInterrupted()) {
      throw new TransferCancelledException("interrupted");
    }
    tell(event, "running");
  }

  @Override
  public void transferSucceeded(TransferEvent event) {
    tell(event, "arrived");
  }

  @Override
  public void transferFailed(TransferEvent event) {
    tell(event, "failed");
  }

  private void tell(TransferEvent event, String state) {
    progress.accept(
        Map.of(
            "name",
            event.getResource().getResourceName(),
            "repository",
            event.getResource().getRepositoryId(),
            "bytes",
            event.getTransferredBytes(),
            "total",
            event.getResource().getContentLength(),
            "state",
            state));
  }

  /// Called when a checksum is wrong, and also when there is none. The resolver then tries once
  /// more and after that, as Maven does, would take the file with a warning in a log that nobody
  /// reads here.
  @Override
  public void transferCorrupted(TransferEvent event) throws TransferCancelledException {
    if (event.getException() instanceof ChecksumFailureException failure
        && failure.getExpected() != null
        && !failure.getExpected().isEmpty()
        && corrupted.merge(event.getResource().getResourceName(), 1, Integer::sum) > 1) {
      throw new WrongChecksum(event.getResource().getResourceName(), failure);
    }
  }

  /// A file is not what its checksum says. The resolver knows only one way for a listener to
  /// refuse.
  static final class WrongChecksum extends TransferCancelledException {
    private static final long serialVersionUID = 1L;

    WrongChecksum(String name, ChecksumFailureException failure) {
      super(
          name
              + " has the checksum "
              + failure.getActual()
              + ", but the repository says "
              + failure.getExpected(),
          failure);
    }
  }
}
