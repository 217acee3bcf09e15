/**
 * Basic and Digest authentication. Nothing is exported: the schemes are found as services.
 *
 * @provides io.rtsper.api.spi.AuthSchemeProvider for {@code Basic} (RFC 7617) and {@code Digest}
 *     (RFC 7616, 2617 and 2069)
 */
module io.rtsper.auth {
  requires io.rtsper.api;
  requires static org.jspecify;
  requires org.slf4j;

  provides io.rtsper.api.spi.AuthSchemeProvider with
      io.rtsper.auth.BasicSchemeProvider,
      io.rtsper.auth.DigestSchemeProvider;
}
