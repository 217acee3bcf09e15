/** Depacketizers for RTP payload formats. */
module io.rtsper.payload {
  requires io.rtsper.api;
  requires static org.jspecify;
}
