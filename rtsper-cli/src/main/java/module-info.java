/**
 * The {@code rtsper} command. Compiled against the API and the camera; the engine and its plug-ins
 * are found at run time.
 */
module io.rtsper.cli {
  requires info.picocli;
  requires io.rtsper.api;
  requires io.rtsper.camera;
  requires static org.jspecify;

  opens io.rtsper.cli to
      info.picocli;
}
