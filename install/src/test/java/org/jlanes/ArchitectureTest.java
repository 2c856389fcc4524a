package org.jlanes;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The dependency rule of ARCHITECTURE.md, over the classes of all modules.
@AnalyzeClasses(packages = "org.jlanes", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private ArchitectureTest() {}

  @ArchTest
  static final ArchRule theProtocolKnowsNothingOfJavaCode =
      noClasses()
          .that()
          .resideInAnyPackage("org.jlanes.wire..", "org.jlanes.channels..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jdk.jshell..", "org.jlanes.engine..", "org.jlanes.session..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule theEngineKnowsNothingOfSockets =
      noClasses()
          .that()
          .resideInAnyPackage("org.jlanes.engine..", "org.jlanes.assist..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.zeromq..", "org.jlanes.channels..", "org.jlanes.wire..", "org.jlanes.session..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyChannelsAndTheClientUseZeroMq =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.jlanes.channels..", "org.jlanes.client..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.zeromq..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyEngineAndAssistUseJShell =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.jlanes.engine..", "org.jlanes.assist..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jdk.jshell..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule theRuntimeDependsOnTheJdkAlone =
      dependsOnlyOn("org.jlanes.runtime..", "org.jlanes.runtime..");

  @ArchTest
  static final ArchRule lanesDependOnTheRuntimeAlone =
      dependsOnlyOn("org.jlanes.lanes..", "org.jlanes.lanes..", "org.jlanes.runtime..");

  @ArchTest
  static final ArchRule theWorkerDependsOnTheRuntimeAlone =
      dependsOnlyOn("org.jlanes.worker..", "org.jlanes.worker..", "org.jlanes.runtime..");

  @ArchTest
  static final ArchRule theResolverKnowsNothingOfJLanes =
      noClasses()
          .that()
          .resideInAPackage("org.jlanes.maven..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.jlanes..")
                  .and(resideOutsideOfPackages("org.jlanes.maven..")));

  @ArchTest
  static final ArchRule onlyTheResolversLoaderHasTheResolver =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.jlanes.maven..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.jlanes.maven..", "org.eclipse.aether..", "org.apache..");

  @ArchTest
  static final ArchRule topPackagesHaveNoCycles =
      slices().matching("org.jlanes.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

  private static ArchRule dependsOnlyOn(String from, String... allowed) {
    return classes()
        .that()
        .resideInAPackage(from)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(allowed)
                .or(
                    resideInAnyPackage(
                            "java..",
                            "javax..",
                            "jdk..",
                            "com.sun..",
                            "sun.misc..",
                            "sun.reflect",
                            "")
                        .and(resideOutsideOfPackages("org.jlanes.."))))
        .allowEmptyShould(true);
  }
}
