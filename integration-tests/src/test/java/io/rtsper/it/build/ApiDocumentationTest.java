package io.rtsper.it.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Asks for a comment on all that the API makes public. Its syntax and its links are the {@code
 * javadoc} tool's business.
 */
class ApiDocumentationTest {

  @Test
  void everythingPublicHasAComment() throws IOException {
    List<String> undocumented =
        undocumented(Reactor.module("rtsper-api").folder().resolve("src/main/java"));

    assertThat(undocumented).as("public, but without a comment").isEmpty();
  }

  @Test
  void whatHasNoneIsFound(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("Documented.java"),
        """
        /** A type. */
        public interface Documented {
          /** A method. */
          void documented();

          void undocumented();

          /** A nested type. */
          record Pair(int one, int two) {
            @Override
            public String toString() {
              return "";
            }

            public int sum() {
              return one + two;
            }

            void internal() {}
          }

          /** Says what is wrong. */
          enum Kind {
            /** One. */
            ONE,
            TWO
          }
        }
        """);

    Files.writeString(folder.resolve("package-info.java"), "package bare;");

    assertThat(undocumented(folder))
        .containsExactly(
            "Documented.undocumented()", "Documented.Pair.sum()", "Documented.Kind.TWO", "bare");
  }

  private static List<String> undocumented(Path sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> tree = Files.walk(sources)) {
      List<Path> paths = tree.filter(path -> path.toString().endsWith(".java")).sorted().toList();
      assertThat(paths).isNotEmpty();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(paths));
      UndocumentedScanner scanner = new UndocumentedScanner(DocTrees.instance(task));
      scanner.scan(task.parse(), null);
      return scanner.found;
    }
  }

  /** Collects what is public or protected and has no comment, from the syntax alone. */
  private static final class UndocumentedScanner extends TreePathScanner<Void, Void> {

    private final DocTrees comments;
    private final List<String> found = new ArrayList<>();
    private final Deque<ClassTree> enclosing = new ArrayDeque<>();

    UndocumentedScanner(DocTrees comments) {
      this.comments = comments;
    }

    @Override
    public Void visitPackage(PackageTree tree, Void unused) {
      if (getCurrentPath().getCompilationUnit().getSourceFile().getName().endsWith("-info.java")) {
        check(tree.getPackageName().toString());
      }
      return null;
    }

    @Override
    public Void visitClass(ClassTree tree, Void unused) {
      if (!isPublic(tree.getModifiers())) {
        return null;
      }
      enclosing.addLast(tree);
      check("");
      scan(tree.getMembers(), null);
      enclosing.removeLast();
      return null;
    }

    @Override
    public Void visitMethod(MethodTree tree, Void unused) {
      boolean overrides =
          tree.getModifiers().getAnnotations().stream()
              .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("Override"));
      boolean constructsRecord =
          tree.getReturnType() == null && enclosing.getLast().getKind() == Tree.Kind.RECORD;
      if (isPublic(tree.getModifiers()) && !overrides && !constructsRecord) {
        check("." + tree.getName() + "()");
      }
      return null;
    }

    @Override
    public Void visitVariable(VariableTree tree, Void unused) {
      if (isPublic(tree.getModifiers())) {
        check("." + tree.getName());
      }
      return null;
    }

    private boolean isPublic(ModifiersTree modifiers) {
      Set<Modifier> flags = modifiers.getFlags();
      boolean inInterface =
          !enclosing.isEmpty()
              && Set.of(Tree.Kind.INTERFACE, Tree.Kind.ANNOTATION_TYPE)
                  .contains(enclosing.getLast().getKind());
      return flags.contains(Modifier.PUBLIC)
          || flags.contains(Modifier.PROTECTED)
          || (inInterface && !flags.contains(Modifier.PRIVATE));
    }

    private void check(String member) {
      String comment = comments.getDocComment(getCurrentPath());
      if (comment == null || comment.isBlank()) {
        found.add(
            enclosing.stream()
                    .map(type -> type.getSimpleName().toString())
                    .collect(Collectors.joining("."))
                + member);
      }
    }
  }
}
