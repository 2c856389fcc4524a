package org.jlanes.lanes.cache;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What is in the folder of one body at a moment. Files with other names than those that
/// [ResultFolder] gives are left alone.
///
/// @param results the complete ones
/// @param begun those that are being written, or were when a kernel was killed
record CacheEntries(List<Entry> results, List<Entry> begun) {
  private static final System.Logger LOG = System.getLogger(CacheEntries.class.getName());
  private static final long BLOCK = 4096;
  private static final Pattern RESULT = Pattern.compile("[0-9a-f]{64}(-[0-9]+)?");
  private static final Pattern BODY = Pattern.compile("[0-9a-f]{64}");

  /// One file.
  ///
  /// @param used when it was written or read last
  record Entry(Path file, long bytes, Instant used) {}

  static CacheEntries of(Path folder) {
    List<Entry> results = new ArrayList<>();
    List<Entry> begun = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (RESULT.matcher(name).matches()) {
          add(file, results);
        } else if (name.startsWith(ResultFolder.BEGUN)) {
          add(file, begun);
        }
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "cannot list " + folder, e);
    }
    return new CacheEntries(results, begun);
  }

  private static void add(Path file, List<Entry> entries) {
    try {
      BasicFileAttributes now =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (now.isRegularFile()) {
        entries.add(new Entry(file, onDisk(now.size()), now.lastModifiedTime().toInstant()));
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "gone meanwhile: " + file, e);
    }
  }

  /// What a file takes on most disks: many results are much smaller than a block.
  static long onDisk(long size) {
    return Math.ceilDiv(size, BLOCK) * BLOCK;
  }

  /// The folders of bodies in a folder.
  static List<Path> folders(Path parent) {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(parent)) {
      for (Path file : files) {
        if (BODY.matcher(file.getFileName().toString()).matches() && Files.isDirectory(file)) {
          folders.add(file);
        }
      }
    } catch (NoSuchFileException e) {
      return folders;
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "cannot list " + parent, e);
    }
    return folders;
  }
}
