/** The engine behind the API. */
module io.rtsper.core {
  requires io.rtsper.api;
  requires org.slf4j;
  requires static org.jspecify;
}
