package io.rtsper.camera;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One transport of a {@code Transport} header (RFC 2326 §12.39), as far as the camera needs to know
 * it.
 *
 * @param tcp whether it is RTP inside the control connection
 * @param first the first interleaved channel or client port, -1 if it isn't given
 * @param second the second, -1 if it isn't given
 */
record TransportOffer(boolean tcp, boolean multicast, int first, int second) {

  /**
   * Returns the transports of a header in the client's order; those that aren't RTP/AVP are left
   * out.
   */
  static List<TransportOffer> parse(String header) {
    List<TransportOffer> offers = new ArrayList<>();
    for (String text : header.split(",", -1)) {
      TransportOffer offer = parseOne(text.strip());
      if (offer != null) {
        offers.add(offer);
      }
    }
    return offers;
  }

  private static @Nullable TransportOffer parseOne(String text) {
    String[] parts = text.split(";", -1);
    String profile = parts[0].strip().toUpperCase(Locale.ROOT);
    boolean tcp = profile.equals("RTP/AVP/TCP");
    if (!tcp && !profile.equals("RTP/AVP") && !profile.equals("RTP/AVP/UDP")) {
      return null;
    }
    boolean multicast = false;
    int[] pair = {-1, -1};
    for (String part : parts) {
      String parameter = part.strip().toLowerCase(Locale.ROOT);
      if (parameter.equals("multicast")) {
        multicast = true;
      } else if (parameter.startsWith("interleaved=") || parameter.startsWith("client_port=")) {
        pair = pair(parameter.substring(parameter.indexOf('=') + 1));
      }
    }
    return new TransportOffer(tcp, multicast, pair[0], pair[1]);
  }

  private static int[] pair(String text) {
    int dash = text.indexOf('-');
    int first = Numbers.parse(dash < 0 ? text : text.substring(0, dash), -1);
    return new int[] {first, dash < 0 ? -1 : Numbers.parse(text.substring(dash + 1), -1)};
  }
}
