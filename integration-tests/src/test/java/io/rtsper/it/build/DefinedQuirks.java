package io.rtsper.it.build;

import io.rtsper.api.Quirk;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The quirks that the modules define: the constants of classes whose names end in {@code Quirks}.
 * Those classes are exported to nobody, so they are loaded from where the build left them.
 */
final class DefinedQuirks {

  private static final String SUFFIX = "Quirks.class";

  private DefinedQuirks() {}

  /** Returns the quirks of all modules below a folder. */
  static List<Quirk> find(Path root) throws Exception {
    List<Quirk> found = new ArrayList<>();
    for (Path classes : classFolders(root)) {
      try (Loader loader = new Loader(classes.toUri().toURL());
          Stream<Path> files = Files.walk(classes)) {
        for (Path file : files.filter(path -> path.toString().endsWith(SUFFIX)).toList()) {
          String name = classes.relativize(file).toString().replace('/', '.').replace('\\', '.');
          addConstants(loader.loadClass(name.substring(0, name.length() - 6)), found);
        }
      }
    }
    return found;
  }

  private static List<Path> classFolders(Path root) throws IOException {
    try (Stream<Path> modules = Files.list(root)) {
      return modules
          .filter(module -> module.getFileName().toString().startsWith("rtsper-"))
          .map(module -> module.resolve("target").resolve("classes"))
          .filter(Files::isDirectory)
          .sorted()
          .toList();
    }
  }

  private static void addConstants(Class<?> type, List<Quirk> found) throws Exception {
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == Quirk.class) {
        field.setAccessible(true);
        found.add((Quirk) field.get(null));
      }
    }
  }

  /** Loads the classes of one folder itself, outside their module; all else is the test's. */
  private static final class Loader extends URLClassLoader {

    Loader(URL folder) {
      super(new URL[] {folder}, Quirk.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      return name.endsWith("Quirks") ? findClass(name) : super.loadClass(name, resolve);
    }
  }
}
