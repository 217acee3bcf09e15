package io.rtsper.core.receive;

import io.rtsper.api.PacketListener;
import io.rtsper.api.RtcpListener;
import io.rtsper.api.SessionOptions;
import org.jspecify.annotations.Nullable;

/**
 * The application's listeners for packets of all tracks of a session.
 *
 * @param packets gets RTP, or null
 * @param rtcp gets RTCP, or null
 * @param delivery whether they are still to be called
 */
public record Listeners(
    @Nullable PacketListener packets, @Nullable RtcpListener rtcp, Delivery delivery) {

  /**
   * Returns the listeners of a session.
   *
   * @param options the session's options
   * @param delivery whether they are still to be called
   * @return the listeners
   */
  public static Listeners of(SessionOptions options, Delivery delivery) {
    return new Listeners(
        options.packetListener().orElse(null), options.rtcpListener().orElse(null), delivery);
  }
}
