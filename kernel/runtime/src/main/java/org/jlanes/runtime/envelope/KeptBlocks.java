package org.jlanes.runtime.envelope;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The large pieces of payloads that a worker keeps, so that the kernel need not send them again.
/// Safe for any thread.
public final class KeptBlocks {
  /// @param path what is mapped, or null
  private record Block(MemorySegment bytes, Arena memory, String path) {
    void release() {
      if (memory != null) {
        memory.close();
      }
    }
  }

  private final Map<Long, Block> all = new HashMap<>();

  /// A payload with everything that it leaves to what is kept; keeps what it brings.
  ///
  /// @throws IOException if something is missing that the kernel believes to be here
  public synchronized Payload complete(Payload payload) throws IOException {
    if (payload == null || payload.kept().isEmpty()) {
      return payload;
    }
    List<MemorySegment> blocks = new ArrayList<>(payload.blocks());
    List<Payload.Kept> inStream = new ArrayList<>();
    for (Payload.Kept kept : payload.kept()) {
      blocks.set(kept.block(), bytes(kept, payload));
      if (kept.at() >= 0) {
        inStream.add(kept);
      }
    }
    byte[] stream = inStream.isEmpty() ? payload.stream() : filled(payload, inStream, blocks);
    return new Payload(stream, blocks, payload.memory());
  }

  private MemorySegment bytes(Payload.Kept kept, Payload payload) throws IOException {
    Block block = all.get(kept.id());
    if (kept.path() != null) {
      // What is mapped already has the new content.
      boolean there = block != null && kept.path().equals(block.path);
      block = there ? block : keep(kept, mapped(kept));
    } else if (payload.block(kept.block()).byteSize() > 0) {
      MemorySegment sent = payload.arrived(kept.block());
      block = keep(kept, new Block(SharedCopy.onHeap(sent), null, null));
    }
    if (block == null || block.bytes.byteSize() != kept.size()) {
      throw new IOException("a value of " + kept.size() + " bytes was announced but never sent");
    }
    return block.bytes;
  }

  @SuppressWarnings("MustBeClosedChecker") // closed when the block is released
  private static Block mapped(Payload.Kept kept) throws IOException {
    Arena memory = Arena.ofShared();
    try {
      return new Block(SharedCopy.map(kept.path(), kept.size(), memory), memory, kept.path());
    } catch (IOException e) {
      memory.close();
      throw e;
    }
  }

  private Block keep(Payload.Kept kept, Block block) {
    Block before = all.put(kept.id(), block);
    if (before != null) {
      before.release();
    }
    return block;
  }

  private static byte[] filled(
      Payload payload, List<Payload.Kept> pieces, List<MemorySegment> blocks) {
    pieces.sort(Comparator.comparingInt(Payload.Kept::at));
    ByteArrayOutputStream whole = new ByteArrayOutputStream((int) payload.size());
    int taken = 0;
    for (Payload.Kept piece : pieces) {
      int more = piece.at() - whole.size();
      whole.write(payload.stream(), taken, more);
      taken += more;
      whole.writeBytes(blocks.get(piece.block()).toArray(ValueLayout.JAVA_BYTE));
    }
    whole.write(payload.stream(), taken, payload.stream().length - taken);
    return whole.toByteArray();
  }

  /// Lets go of what the kernel will not refer to again.
  public synchronized void forget(List<Long> ids) {
    for (Long id : ids) {
      Block block = all.remove(id);
      if (block != null) {
        block.release();
      }
    }
  }
}
