/** Tests of the modules together, from outside: they see what an application sees. */
open module io.rtsper.it {
  requires io.rtsper.api;
  requires org.assertj.core;
  requires org.junit.jupiter.api;
}
