/** Tests of the modules together, from outside: they see what an application sees. */
@SuppressWarnings(
    "requires-automatic") // ArchUnit and Awaitility, which have no module of their own
open module io.rtsper.it {
  requires awaitility;
  requires com.fasterxml.jackson.databind;
  requires com.tngtech.archunit;
  requires io.rtsper.api;
  requires io.rtsper.camera;
  requires java.logging;
  requires java.management;
  requires java.xml;
  requires jdk.compiler;
  requires org.assertj.core;
  requires org.jspecify;
  requires org.junit.jupiter.api;
  requires org.junit.jupiter.params;

  uses io.rtsper.api.spi.MediaTransportProvider;

  provides io.rtsper.api.spi.AuthSchemeProvider with
      io.rtsper.it.auth.BearerSchemeProvider;
}
