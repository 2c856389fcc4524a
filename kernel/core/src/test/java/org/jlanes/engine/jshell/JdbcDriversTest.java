package org.jlanes.engine.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.jlanes.runtime.engine.NotebookEngine;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Database drivers that come when others have been used already.
final class JdbcDriversTest {
  private static final String DRIVER =
      """
      package db;
      import java.sql.*;
      public class NAME implements Driver {
        static { try { DriverManager.registerDriver(new NAME()); }
          catch (SQLException e) { throw new IllegalStateException(e); } }
        public boolean acceptsURL(String url) { return url.startsWith("jdbc:NAME:"); }
        public Connection connect(String url, java.util.Properties p) throws SQLException {
          if (!acceptsURL(url)) return null;
          throw new SQLException("it is NAME that connects");
        }
        public DriverPropertyInfo[] getPropertyInfo(String url, java.util.Properties p) { return null; }
        public int getMajorVersion() { return 1; }
        public int getMinorVersion() { return 0; }
        public boolean jdbcCompliant() { return false; }
        public java.util.logging.Logger getParentLogger() { return null; }
      }
      """;

  @AutoClose private final EngineSession session = new EngineSession();

  @TempDir Path folder;

  private Path driver(String name) throws Exception {
    Path classes = Files.createDirectories(folder.resolve(name));
    Path source = Files.writeString(folder.resolve(name + ".java"), DRIVER.replace("NAME", name));
    assertEquals(
        0,
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString()));
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("java.sql.Driver"), "# drivers\ndb." + name + " # ours\ndb.Absent\n");
    return classes;
  }

  private void assertConnects(String name) {
    String shown =
        session.run("java.sql.DriverManager.getConnection(\"jdbc:" + name + ":x\")").traceback();
    assertTrue(shown.contains("it is " + name + " that connects"), shown);
  }

  @Test
  void eachIsKnownAsSoonAsItsJarIs() throws Exception {
    NotebookEngine notebook =
        (NotebookEngine) session.engine().services().get(NotebookEngine.class);
    notebook.addToClassPath(List.of(driver("First")));
    assertConnects("First");
    notebook.addToClassPath(List.of(driver("Second")));
    assertConnects("Second");
    assertConnects("First");
  }
}
