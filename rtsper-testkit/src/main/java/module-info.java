/** An in-process camera and the contract tests that a plug-in must pass. */
module io.rtsper.testkit {
  requires transitive io.rtsper.api;
  requires static org.jspecify;
  requires static org.junit.jupiter.api;

  exports io.rtsper.testkit.camera;
  exports io.rtsper.testkit.contract;
}
