/** The SDP parser. */
module io.rtsper.sdp {
  requires io.rtsper.api;
  requires static org.jspecify;
}
