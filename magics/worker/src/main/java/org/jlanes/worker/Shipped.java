package org.jlanes.worker;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlanes.runtime.envelope.Attachments;
import org.jlanes.runtime.envelope.Envelope.Attachment;
import org.jlanes.runtime.envelope.Envelope.ShippedClass;
import org.jlanes.runtime.envelope.Envelope.ShippedJar;

/// What has been shipped to this worker: class files by digest, and the loader of the newest run. A
/// new loader is made when a name arrives with other bytes, or when the class path has changed; it
/// knows all classes of the old one. May be called by any thread.
final class Shipped {
  private final ClassRequests requests;
  private final Map<String, byte[]> store = new HashMap<>();
  private ShippedLoader loader;
  private volatile int newestRun;

  Shipped(ClassRequests requests) {
    this.requests = requests;
  }

  /// The loader for a run, which knows these classes; called again for classes met later.
  ///
  /// @throws IOException if bytes are missing that the kernel believes to be here
  synchronized ShippedLoader loader(int run, List<ShippedClass> classes, List<ShippedJar> jars)
      throws IOException {
    newestRun = run;
    List<ShippedClass> complete = complete(classes);
    if (loader == null
        || !loader.jars().equals(jars)
        || !complete.stream().allMatch(loader::agreesWith)) {
      ShippedLoader before = loader;
      loader = new ShippedLoader(jars, urls(jars), this::ask);
      complete.forEach(loader::add);
      if (before != null) {
        before.classes().values().forEach(loader::add);
      }
    } else {
      complete.forEach(loader::add);
    }
    return loader;
  }

  private List<ShippedClass> complete(List<ShippedClass> classes) throws IOException {
    List<ShippedClass> complete = new ArrayList<>(classes.size());
    for (ShippedClass c : classes) {
      keepAttachments(c);
      byte[] bytes = c.bytes() != null ? c.bytes() : store.get(c.digest());
      if (bytes == null) {
        throw new IOException("class " + c.name() + " was announced but never sent");
      }
      store.putIfAbsent(c.digest(), bytes);
      complete.add(new ShippedClass(c.name(), c.digest(), bytes));
    }
    return complete;
  }

  private static void keepAttachments(ShippedClass c) throws IOException {
    for (Attachment attachment : c.attachments()) {
      Attachments.receive(attachment);
    }
  }

  private Optional<ShippedClass> ask(String name) throws ClassNotFoundException {
    Optional<ShippedClass> found = requests.ask(newestRun, name);
    try {
      if (found.isPresent()) {
        keepAttachments(found.get());
      }
    } catch (IOException e) {
      throw new ClassNotFoundException(name + " (" + e.getMessage() + ")", e);
    }
    return found;
  }

  private static URL[] urls(List<ShippedJar> jars) throws IOException {
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      File file = new File(jars.get(i).path());
      if (!file.exists()) {
        throw new IOException(
            file + " is on the notebook's class path but does not exist any more");
      }
      try {
        urls[i] = file.toURI().toURL();
      } catch (MalformedURLException e) {
        throw new IOException("not a path: " + file, e);
      }
    }
    return urls;
  }
}
