package io.rtsper.api.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicesFilesTest {

  private static final String FILE = "META-INF/services/" + DepacketizerProvider.class.getName();

  @TempDir private Path folder;

  @Test
  void aProviderThatIsNotThereIsReportedWithTheJarThatNamesIt() throws Exception {
    Path jar = folder.resolve("broken-1.2.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry(FILE));
      out.write("# a comment\nno.such.Provider # another\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(failure(jar))
        .startsWith("DepacketizerProvider of no.such.Provider in broken-1.2.jar: ");
  }

  @Test
  void aProviderThatIsNotThereIsReportedWithTheFolderThatNamesIt() throws Exception {
    Path classes = folder.resolve("classes");
    Files.createDirectories(classes.resolve(FILE).getParent());
    Files.writeString(classes.resolve(FILE), "no.such.Provider");
    assertThat(failure(classes))
        .startsWith("DepacketizerProvider of no.such.Provider in classes: ");
  }

  @Test
  void aFileThatIsNoListOfNamesIsReportedAsSuch() throws Exception {
    Path classes = folder.resolve("classes");
    Files.createDirectories(classes.resolve(FILE).getParent());
    Files.writeString(classes.resolve(FILE), "not a name");
    assertThat(failure(classes))
        .startsWith("DepacketizerProvider of a provider that can't be loaded: ")
        .contains(FILE);
  }

  private static String failure(Path path) throws Exception {
    ProviderLoader<DepacketizerProvider> providers =
        new ProviderLoader<>(DepacketizerProvider.class);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {path.toUri().toURL()}, null)) {
      providers.load(loader);
      providers.load(loader);
    }
    assertThat(providers.failures()).hasSize(1);
    return providers.failures().get(0).toString();
  }
}
