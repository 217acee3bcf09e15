/** The rtsper command. */
module io.rtsper.cli {
  requires info.picocli;
  requires io.rtsper.api;
  requires io.rtsper.testkit;
  requires static org.jspecify;
}
