/**
 * An in-process camera: an RTSP server whose every misbehaviour can be scripted, for the tests of
 * RTSP clients. It needs {@code java.base} alone.
 */
module io.rtsper.camera {
  requires static org.jspecify;

  exports io.rtsper.camera;
}
