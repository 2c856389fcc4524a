package org.jlanes.maven;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.http.NoHttpResponseException;
import org.apache.http.client.HttpResponseException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.resolution.VersionResolutionException;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.MetadataNotFoundException;
import org.eclipse.aether.transfer.RepositoryOfflineException;
import org.eclipse.aether.version.Version;

/// Says in words what the resolver's exceptions mean and what to do. For one request.
final class Explanation {
  /// How many versions are named where the one that was asked for is not there.
  private static final int VERSIONS = 5;

  private final Surroundings surroundings;

  Explanation(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /// An artifact that could not be fetched.
  record Failure(Resolver.Place place, Throwable thrown) {}

  /// Why the needs could not be found out.
  Trouble of(DependencyCollectionException e, List<String> requests) {
    Optional<Artifact> artifact =
        Causes.of(e).stream().flatMap(c -> artifactOf(c).stream()).findFirst();
    String request =
        artifact
            .flatMap(a -> requests.stream().filter(r -> Resolver.isOf(r, a)).findFirst())
            .orElse("");
    return of(e, artifact.map(Resolver::name).orElse("what was asked for"), artifact, request);
  }

  /// Why files could not be had; the first one decides what is said.
  Trouble of(List<Failure> failures) {
    Failure first = failures.getFirst();
    Resolver.Place place = first.place();
    String name = Resolver.name(place.artifact());
    if (!place.isAskedFor()) {
      name += " (needed by " + place.parent() + ")";
    }
    if (failures.size() > 1) {
      name +=
          failures.stream()
              .skip(1)
              .limit(VERSIONS)
              .map(failure -> Resolver.name(failure.place().artifact()))
              .collect(
                  Collectors.joining(", ", " and ", failures.size() > VERSIONS + 1 ? ", …" : ""));
    }
    return of(first.thrown(), name, Optional.of(place.artifact()), place.request());
  }

  private static Optional<Artifact> artifactOf(Throwable thrown) {
    return switch (thrown) {
      case ArtifactDescriptorException e -> Optional.of(e.getResult().getRequest().getArtifact());
      case VersionRangeResolutionException e ->
          Optional.of(e.getResult().getRequest().getArtifact());
      case VersionResolutionException e -> Optional.of(e.getResult().getRequest().getArtifact());
      default -> Optional.empty();
    };
  }

  private Trouble of(Throwable thrown, String name, Optional<Artifact> artifact, String request) {
    for (Kind kind : Kind.values()) {
      for (Throwable cause : Causes.of(thrown)) {
        if (kind.covers(cause)) {
          return new Trouble(
              kind.message(name, cause, this), kind.advice(artifact, this), request, thrown);
        }
      }
    }
    String blocked =
        names(surroundings.repositories().stream().filter(RemoteRepository::isBlocked));
    return new Trouble(
        name + " cannot be had: " + Causes.innermost(thrown).getMessage(),
        blocked.isEmpty()
            ? "Does mvn get it?  mvn dependency:get -Dartifact=GROUP:ARTIFACT:VERSION"
            : "The settings say that these are blocked: "
                + blocked
                + ". Maven's own do so for http: use https, or a <mirror> of yours in"
                + " settings.xml.",
        request,
        thrown);
  }

  /// What can be wrong, what is worse first: where one repository cannot be reached, that another
  /// does not have the artifact says nothing.
  private enum Kind {
    CHECKSUM {
      @Override
      boolean covers(Throwable cause) {
        return cause instanceof Transfers.WrongChecksum;
      }

      @Override
      String message(String name, Throwable cause, Explanation in) {
        return name + " arrived damaged: " + cause.getMessage();
      }

      @Override
      String advice(Optional<Artifact> artifact, Explanation in) {
        return "Nothing of it was kept. Try again; if it stays so, a proxy or mirror on the way"
            + " changes files, or the repository is damaged.";
      }
    },
    REFUSED {
      @Override
      boolean covers(Throwable cause) {
        return cause instanceof HttpResponseException refused
            && refused.getStatusCode() != 404
            && refused.getStatusCode() != 410;
      }

      @Override
      String message(String name, Throwable cause, Explanation in) {
        return "a server does not give "
            + name
            + ": "
            + cause.getMessage()
            + "; asked: "
            + in.repositories();
      }

      @Override
      String advice(Optional<Artifact> artifact, Explanation in) {
        return "401, 403 and 407 want a login: a <server> with the repository's id, or a <proxy>,"
            + " in settings.xml. Others mostly pass: try again later.";
      }
    },
    NETWORK {
      @Override
      boolean covers(Throwable cause) {
        return cause instanceof UnknownHostException
            || cause instanceof ConnectException
            || cause instanceof NoRouteToHostException
            || cause instanceof SocketTimeoutException
            || cause instanceof SocketException
            || cause instanceof NoHttpResponseException
            || cause instanceof SSLException;
      }

      @Override
      String message(String name, Throwable cause, Explanation in) {
        String what =
            switch (cause) {
              case UnknownHostException e -> "there is no host of that name";
              case SocketTimeoutException e -> "no answer in time";
              default -> cause.getMessage();
            };
        return name
            + " cannot be fetched, the network fails ("
            + what
            + "); asked: "
            + in.repositories();
      }

      @Override
      String advice(Optional<Artifact> artifact, Explanation in) {
        return "Without a network, --offline takes what is in "
            + in.surroundings.localRepository()
            + ". A proxy or mirror belongs into settings.xml.";
      }
    },
    OFFLINE {
      @Override
      boolean covers(Throwable cause) {
        return cause instanceof RepositoryOfflineException;
      }

      @Override
      String message(String name, Throwable cause, Explanation in) {
        return name
            + " is not in "
            + in.surroundings.localRepository()
            + ", and Maven is offline, by --offline or settings.xml";
      }

      @Override
      String advice(Optional<Artifact> artifact, Explanation in) {
        return artifact.map(in::others).orElse("") + "Get it once without --offline; it is kept.";
      }
    },
    MISSING {
      @Override
      boolean covers(Throwable cause) {
        return cause instanceof ArtifactNotFoundException
            || cause instanceof MetadataNotFoundException
            || cause instanceof VersionRangeResolutionException
            || cause instanceof VersionResolutionException;
      }

      @Override
      String message(String name, Throwable cause, Explanation in) {
        return "there is no " + name + "; asked: " + in.repositories();
      }

      @Override
      String advice(Optional<Artifact> artifact, Explanation in) {
        String others = artifact.map(in::others).orElse("");
        return others.isEmpty()
            ? "No version of it is there either: is group:artifact right? Another repository:"
                + " --repo URL."
            : others + "Another repository: --repo URL.";
      }
    };

    abstract boolean covers(Throwable cause);

    abstract String message(String name, Throwable cause, Explanation in);

    abstract String advice(Optional<Artifact> artifact, Explanation in);
  }

  /// A line with the newest versions that there are, or nothing.
  private String others(Artifact artifact) {
    List<Version> versions;
    try {
      versions =
          surroundings
              .system()
              .resolveVersionRange(
                  surroundings.session(),
                  new VersionRangeRequest(
                      artifact.setVersion("[0,)"), surroundings.repositories(), null))
              .getVersions();
    } catch (VersionRangeResolutionException e) {
      // It is known already that something is wrong; this would only have been a help.
      return "";
    }
    if (versions.stream().map(Version::toString).anyMatch(artifact.getVersion()::equals)) {
      return "This version is there, but has no such file: it may be a parent of others, or a list"
          + " of versions (BOM). Name the libraries themselves.\n";
    }
    return versions.isEmpty()
        ? ""
        : versions.reversed().stream()
            .limit(VERSIONS)
            .map(Version::toString)
            .collect(
                Collectors.joining(
                    ", ", "Versions: ", (versions.size() > VERSIONS ? ", …" : "") + ".\n"));
  }

  private String repositories() {
    return names(surroundings.repositories().stream());
  }

  private static String names(Stream<RemoteRepository> repositories) {
    return repositories
        .map(one -> one.getId() + " (" + withoutLogin(one.getUrl()) + ")")
        .collect(Collectors.joining(", "));
  }

  private static String withoutLogin(String url) {
    return url.replaceFirst("//[^/@]*@", "//");
  }
}
