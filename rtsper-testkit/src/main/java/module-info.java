/** The contract tests that a plug-in must pass. */
module io.rtsper.testkit {
  requires transitive io.rtsper.api;
  requires static org.jspecify;
  requires transitive org.junit.jupiter.api;

  exports io.rtsper.testkit.contract;
}
