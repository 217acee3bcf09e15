/** Control connections over TCP and TLS, and interleaved media. */
module io.rtsper.transport.tcp {
  requires io.rtsper.api;
  requires static org.jspecify;
}
