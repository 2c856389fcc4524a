package org.jlanes.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import zmq.Msg;

final class FrameAllocatorTest {
  @Test
  void aDamagedLengthGivesAnEmptyFrame() {
    FrameAllocator allocator = new FrameAllocator();
    assertEquals(0, allocator.allocate(-1).size());
    assertEquals(0, allocator.allocate(Integer.MIN_VALUE).size());
    assertEquals(0, allocator.allocate(Integer.MAX_VALUE).size());
    assertEquals(100, allocator.allocate(100).size());
  }

  @Test
  void largeFramesTogetherStayUnderTheLimit() {
    FrameAllocator allocator = new FrameAllocator();
    int half = (int) (FrameAllocator.LARGEST / 2);
    List<Msg> held = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      held.add(allocator.allocate(half));
    }
    assertEquals(List.of(half, half, 0, 0), held.stream().map(Msg::size).toList());
  }

  @Test
  void framesThatNobodyHoldsAnyMoreMakeRoom() {
    FrameAllocator allocator = new FrameAllocator();
    int most = (int) FrameAllocator.LARGEST - 1;
    for (int i = 0; i < 2; i++) {
      assertEquals(most, allocator.allocate(most).size());
    }
  }
}
