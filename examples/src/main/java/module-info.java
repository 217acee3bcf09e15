/** Small programs to start from. */
module io.rtsper.examples {
  requires io.rtsper.api;
  requires io.rtsper.camera;
  requires static org.jspecify;

  provides io.rtsper.api.spi.AuthSchemeProvider with
      io.rtsper.examples.BearerScheme;
}
