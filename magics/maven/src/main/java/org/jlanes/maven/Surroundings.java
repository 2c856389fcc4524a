package org.jlanes.maven;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.runtime.standalonestatic.SettingsBuilderSupplier;
import eu.maveniverse.maven.mima.runtime.standalonestatic.StandaloneStaticRuntime;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.apache.maven.settings.building.SettingsProblem;
import org.eclipse.aether.ConfigurationProperties;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;

/// The resolver as settings and request want it, for one request.
///
/// @param transfers hears of what is transferred
/// @param context MIMA's
/// @param repositories where to look, in this order; mirrors stand in the place of what they mirror
record Surroundings(Transfers transfers, Context context, List<RemoteRepository> repositories)
    implements AutoCloseable {

  /// Milliseconds after which a server that says nothing counts as gone. The resolver's own limit
  /// is half an hour.
  private static final int PATIENCE = 60_000;

  /// Metadata is looked at once a day, as `mvn` does; MIMA's own would be kept for ever.
  private static final RepositoryPolicy RELEASES =
      new RepositoryPolicy(
          true, RepositoryPolicy.UPDATE_POLICY_DAILY, RepositoryPolicy.CHECKSUM_POLICY_WARN);

  private static final RepositoryPolicy NO_SNAPSHOTS =
      new RepositoryPolicy(
          false, RepositoryPolicy.UPDATE_POLICY_DAILY, RepositoryPolicy.CHECKSUM_POLICY_WARN);

  /// Reads the settings and makes the resolver.
  ///
  /// @throws Trouble if the settings cannot be read
  static Surroundings of(Request request, Transfers transfers) throws Trouble {
    Map<String, String> properties = new HashMap<>();
    request.environment().forEach((name, value) -> properties.put("env." + name, value));
    Settings settings = settings(request, properties);
    ContextOverrides.Builder overrides =
        ContextOverrides.create()
            .withUserSettings(true)
            .withEffectiveSettings(settings)
            .withMavenUserHomeOverride(request.home().resolve(".m2"))
            .systemProperties(properties)
            .configProperties(Map.of(ConfigurationProperties.REQUEST_TIMEOUT, PATIENCE))
            .repositories(repositories(request))
            .addRepositoriesOp(ContextOverrides.AddRepositoriesOp.PREPEND)
            // MIMA leaves this part of the settings out.
            .offline(request.offline() || settings.isOffline())
            .transferListener(transfers)
            .repositoryListener(transfers.downloads());
    request.mavenHome().ifPresent(overrides::withMavenSystemHomeOverride);
    Context context = new StandaloneStaticRuntime().create(overrides.build());
    return new Surroundings(transfers, context, centralLast(context.remoteRepositories()));
  }

  private static Settings settings(Request request, Map<String, String> properties) throws Trouble {
    Path user =
        request.settings().orElseGet(() -> request.home().resolve(".m2").resolve("settings.xml"));
    DefaultSettingsBuildingRequest build = new DefaultSettingsBuildingRequest();
    Properties known = new Properties();
    known.putAll(System.getProperties());
    known.putAll(properties);
    build.setSystemProperties(known);
    request
        .mavenHome()
        .map(home -> home.resolve("conf").resolve("settings.xml"))
        .ifPresent(global -> build.setGlobalSettingsFile(global.toFile()));
    build.setUserSettingsFile(user.toFile());
    try {
      return new SettingsBuilderSupplier().get().build(build).getEffectiveSettings();
    } catch (SettingsBuildingException e) {
      throw new Trouble(
          "Maven's settings cannot be read: "
              + e.getProblems().stream()
                  .map(SettingsProblem::toString)
                  .collect(Collectors.joining("; ")),
          "Mend the file, or use another one: --settings FILE.",
          "",
          e);
    }
  }

  private static List<RemoteRepository> repositories(Request request) {
    List<RemoteRepository> all = new ArrayList<>();
    request
        .repositories()
        .forEach((id, url) ->
            all.add(
                new RemoteRepository.Builder(id, "default", url)
                    .setReleasePolicy(RELEASES)
                    .setSnapshotPolicy(RELEASES)
                    .build()));
    all.add(
        new RemoteRepository.Builder(ContextOverrides.CENTRAL)
            .setReleasePolicy(RELEASES)
            .setSnapshotPolicy(NO_SNAPSHOTS)
            .build());
    return all;
  }

  /// What the user has named comes first: that of the request, then that of the settings.
  private static List<RemoteRepository> centralLast(List<RemoteRepository> all) {
    return Stream.concat(
            all.stream().filter(one -> !isCentral(one)), all.stream().filter(one -> isCentral(one)))
        .toList();
  }

  private static boolean isCentral(RemoteRepository repository) {
    return repository.getId().equals(ContextOverrides.CENTRAL.getId());
  }

  RepositorySystem system() {
    return context.repositorySystem();
  }

  RepositorySystemSession session() {
    return context.repositorySystemSession();
  }

  Path localRepository() {
    return session().getLocalRepository().getBasedir().toPath();
  }

  boolean offline() {
    return session().isOffline();
  }

  @Override
  public void close() {
    // The HTTP transport keeps its connections here, and closes them by finalization only.
    Object state =
        session().getCache().get(session(), "org.eclipse.aether.transport.http.GlobalState");
    if (state instanceof Closeable connections) {
      try {
        connections.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    context.close();
  }
}
