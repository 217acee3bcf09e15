package io.rtsper.it.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.spi.ControlTransportProvider;
import io.rtsper.api.spi.ProviderCatalog;
import io.rtsper.api.spi.ProviderFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor.Version;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A module remembers the version of the API that it was compiled against. The plug-in here is
 * compiled against an API of any version, and then meets the one that runs.
 */
class ApiVersionHandshakeTest {

  private static final Version RUNNING =
      ProviderCatalog.class.getModule().getDescriptor().version().orElseThrow();

  @TempDir private Path folder;

  @Test
  void aPluginOfAnotherMajorVersionIsReportedWithBothVersions() throws Exception {
    ProviderCatalog catalog = discoverWithPlugin("2.0.0");

    assertThat(catalog.failures())
        .containsExactly(
            new ProviderFailure(
                "ControlTransportProvider",
                "plugin.tape.TapeProvider in module plugin.tape@3.1",
                "it was compiled against rtsper-api 2.0.0 and runs with "
                    + RUNNING
                    + "; use the versions that one rtsper-bom names"));
    assertThatThrownBy(() -> catalog.controlTransport("tape"))
        .hasMessage(
            "no control transport serves the URL scheme \"tape\"; there are: rtsp, rtsp+replay, rtsps; found but"
                + " not usable: ControlTransportProvider of plugin.tape.TapeProvider in module"
                + " plugin.tape@3.1: it was compiled against rtsper-api 2.0.0 and runs with "
                + RUNNING
                + "; use the versions that one rtsper-bom names");
  }

  @Test
  void aPluginOfThisVersionIsUsed() throws Exception {
    ProviderCatalog catalog = discoverWithPlugin(RUNNING.toString());

    assertThat(catalog.failures()).isEmpty();
    assertThat(catalog.controlTransport("TAPE").getClass().getName())
        .isEqualTo("plugin.tape.TapeProvider");
    assertThat(catalog.names(ControlTransportProvider.class))
        .containsExactly("rtsp", "rtsp+replay", "rtsps", "tape");
  }

  private ProviderCatalog discoverWithPlugin(String apiVersion) throws Exception {
    Path api = folder.resolve("api");
    // All that javac has to see of an API is its name, its version and what the plug-in uses.
    compile(
        apiVersion,
        api,
        Path.of("none"),
        source("api/module-info", "module io.rtsper.api { exports io.rtsper.api.spi; }"),
        source(
            "api/ControlTransportProvider",
            """
            package io.rtsper.api.spi;
            public interface ControlTransportProvider { String name(); int priority(); }
            """));
    Path plugin = folder.resolve("plugin");
    compile(
        "3.1",
        plugin,
        api,
        source(
            "plugin/module-info",
            """
            module plugin.tape {
              requires io.rtsper.api;
              provides io.rtsper.api.spi.ControlTransportProvider with plugin.tape.TapeProvider;
            }
            """),
        source(
            "plugin/TapeProvider",
            """
            package plugin.tape;
            public class TapeProvider implements io.rtsper.api.spi.ControlTransportProvider {
              public String name() { return "tape"; }
              public int priority() { return 0; }
            }
            """));
    ModuleLayer parent = getClass().getModule().getLayer();
    Configuration configuration =
        parent
            .configuration()
            .resolve(ModuleFinder.of(plugin), ModuleFinder.of(), Set.of("plugin.tape"));
    ModuleLayer layer =
        parent.defineModulesWithOneLoader(configuration, getClass().getClassLoader());
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(layer.findLoader("plugin.tape"));
    try {
      return ProviderCatalog.discover(List.of());
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private Path source(String name, String text) throws Exception {
    Path file = folder.resolve("source").resolve(name + ".java");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static void compile(String version, Path into, Path modules, Path... sources) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    int status =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                writer,
                writer,
                "--release",
                "17",
                "--module-version",
                version,
                "-d",
                into.toString(),
                "-p",
                modules.toString(),
                sources[0].toString(),
                sources[1].toString());
    writer.flush();
    assertThat(status).as(out.toString()).isZero();
  }
}
