/** The types an application and a plug-in compile against. */
module io.rtsper.api {
  requires org.slf4j;
  requires static org.jspecify;
}
