package org.jlanes.magics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jlanes.lanes.Lanes;
import org.jlanes.lanes.run.LaneProvider;
import org.jlanes.runtime.comm.Comms;
import org.jlanes.runtime.display.Display;
import org.jlanes.runtime.engine.NotebookEngine;
import org.jlanes.runtime.envelope.Envelope;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.output.ScopedStreams;
import org.jlanes.runtime.scope.Scope;
import org.jlanes.runtime.weave.Weaver;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Which packages of JLanes a cell reaches at run time.
@Timeout(60)
final class VisiblePackagesTest {
  @AutoClose private static final EngineSession notebook = new EngineSession();

  private static String load(Class<?> type) {
    return "Class.forName(\"" + type.getName() + "\").getSimpleName()";
  }

  @Test
  void theInterfaceAndWhatWovenCodeMagicsAndLanesNeedAreVisible() throws Exception {
    for (Class<?> type :
        new Class<?>[] {
          Lanes.class,
          LaneProvider.class,
          Comms.class,
          Display.class,
          Magic.class,
          Scope.class,
          NotebookEngine.class,
          Weaver.class
        }) {
      assertEquals(type.getSimpleName(), notebook.run(load(type)));
    }
  }

  @Test
  void whatLiesBehindItIsNot() {
    for (Class<?> type :
        new Class<?>[] {
          org.jlanes.lanes.process.ProcessLane.class,
          org.jlanes.lanes.nativecode.Toolchain.class,
          Envelope.class,
          ScopedStreams.class,
          NativeMagic.class,
          org.jlanes.engine.Engine.class
        }) {
      String told = notebook.failure(load(type));
      assertTrue(told.contains("ClassNotFoundException"), told);
    }
  }
}
