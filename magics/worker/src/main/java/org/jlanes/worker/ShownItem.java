package org.jlanes.worker;

import org.jlanes.runtime.envelope.CurrentItem;
import org.jlanes.runtime.envelope.FrameChannel;

/// Shows the kernel which item runs, from the second message of plain items on, or the first with
/// several: the kernel makes the place before it sends that. The reading thread counts; runs show
/// their items one after the other, each on its thread.
final class ShownItem {
  private final FrameChannel channel;
  private int plainMessages;
  private volatile CurrentItem current;

  ShownItem(FrameChannel channel) {
    this.channel = channel;
  }

  /// Plain items have come. Called by the reading thread.
  void willRun(int items) {
    if (plainMessages < 2) {
      plainMessages = items > 1 ? 2 : plainMessages + 1;
      if (plainMessages == 2) {
        current = channel.joinCurrent();
      }
    }
  }

  /// An item begins.
  void begins(int run, int index) {
    CurrentItem shown = current;
    if (shown != null) {
      shown.begins(run, index);
    }
  }
}
