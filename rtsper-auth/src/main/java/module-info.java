/** Basic and Digest authentication. */
module io.rtsper.auth {
  requires io.rtsper.api;
  requires static org.jspecify;
}
