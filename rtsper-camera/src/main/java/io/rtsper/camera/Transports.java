package io.rtsper.camera;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The ways that a camera's packets may take: which one of an offer it takes, and its opening (RFC
 * 2326 §12.39).
 *
 * <p>Confined to the camera's thread.
 */
final class Transports {

  /** Takes the datagrams that come for a track. */
  interface Receiver {
    void receivedDatagram(Session session, int track, byte[] data, boolean rtcp);

    /** Takes what one of the viewers of a group sent. */
    void receivedDatagram(GroupStream group, int track, byte[] data, boolean rtcp);
  }

  /** Each track draws from a sequence of its own. */
  private static final long SEED_STEP = 0x5851f42d4c957f2dL;

  private final MediaSettings settings;
  private final Clip clip;
  private final LineSink.Surroundings surroundings;
  private final Receiver receiver;
  private final SplittableRandom random;
  private Line line;
  private @Nullable GroupStream group;

  Transports(
      MediaSettings settings,
      Clip clip,
      LineSink.Surroundings surroundings,
      Receiver receiver,
      SplittableRandom random) {
    this.settings = settings;
    this.clip = clip;
    this.surroundings = surroundings;
    this.receiver = receiver;
    this.random = random;
    this.line = settings.line();
  }

  /** Has tracks that are set up from now on pass that line. */
  void line(Line other) {
    line = other;
  }

  /** Returns the first transport of an offer that the camera has, or null. */
  @Nullable TransportOffer choose(String header) {
    for (TransportOffer offer : TransportOffer.parse(header)) {
      String name = offer.multicast() ? "multicast" : offer.tcp() ? "tcp" : "udp";
      boolean complete = offer.multicast() ? !offer.tcp() : offer.tcp() || offer.first() >= 0;
      if (complete && settings.transports().contains(name)) {
        return offer;
      }
    }
    return null;
  }

  /** Opens the way for a track's packets. Returns the Transport header that says so. */
  String open(Connection connection, Session session, MediaSection section, TransportOffer offer)
      throws IOException {
    String transport;
    if (offer.multicast()) {
      transport = openMulticast(session, section);
    } else if (offer.tcp()) {
      transport = openInterleaved(connection, session, section, offer);
    } else {
      transport = openUdp(connection, session, section, offer);
    }
    TrackStream track = session.track(section.index());
    return track == null
        ? transport
        : transport + ";ssrc=" + HexFormat.of().withUpperCase().toHexDigits(track.ssrc());
  }

  private String openInterleaved(
      Connection connection, Session session, MediaSection section, TransportOffer offer) {
    int rtp = offer.first() >= 0 ? offer.first() : 2 * session.tracks().size();
    int rtcp = offer.second() >= 0 ? offer.second() : rtp + 1;
    session.connection(connection);
    session.addTrack(track(section, new InterleavedSink(connection, rtp, rtcp)));
    return "RTP/AVP/TCP;unicast;interleaved=" + rtp + "-" + rtcp;
  }

  private String openUdp(
      Connection connection, Session session, MediaSection section, TransportOffer offer)
      throws IOException {
    int rtcpPort = offer.second() >= 0 ? offer.second() : offer.first() + 1;
    PortPair ports = PortPair.open(connection.local());
    UdpSink udp =
        new UdpSink(
            surroundings.loop(),
            ports,
            new InetSocketAddress(connection.peer(), offer.first()),
            new InetSocketAddress(connection.peer(), rtcpPort),
            (bytes, rtcp) -> receiver.receivedDatagram(session, section.index(), bytes, rtcp));
    session.addTrack(track(section, udp));
    return "RTP/AVP;unicast;client_port="
        + offer.first()
        + "-"
        + rtcpPort
        + ";server_port="
        + ports.rtpPort()
        + "-"
        + (ports.rtpPort() + 1);
  }

  private String openMulticast(Session session, MediaSection section) throws IOException {
    GroupStream shared = session.group();
    if (shared == null) {
      shared = group();
    }
    TrackStream track = shared.playback().track(section.index());
    if (track == null) {
      track = track(section, groupSink(shared, section));
      shared.playback().addTrack(track);
    }
    if (session.group() == null) {
      session.view(shared);
    }
    session.addTrack(track);
    return settings.multicast().transport(((MulticastSink) track.sink()).rtpPort());
  }

  private MulticastSink groupSink(GroupStream shared, MediaSection section) throws IOException {
    return new MulticastSink(
        surroundings.loop(),
        settings.multicast(),
        (bytes, rtcp) -> receiver.receivedDatagram(shared, section.index(), bytes, rtcp));
  }

  private GroupStream group() {
    GroupStream current = group;
    if (current == null || current.isEnded()) {
      current = new GroupStream(clip, settings.pace());
      group = current;
    }
    return current;
  }

  private TrackStream track(MediaSection section, PacketSink carrier) {
    SplittableRandom own = random.split();
    Integer timestamp = settings.firstTimestamp();
    TrackStream.Start start =
        new TrackStream.Start(
            settings.firstSequence() >= 0 ? settings.firstSequence() : own.nextInt(1 << 16),
            timestamp == null ? own.nextInt() : timestamp,
            own);
    long seed = settings.seed() + section.index() * SEED_STEP;
    LineSink way = new LineSink(surroundings, section.index(), line, seed, carrier);
    return new TrackStream(section, clip, settings.pace().sender(), start, way);
  }
}
