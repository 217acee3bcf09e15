package io.rtsper.camera;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What a {@link Camera} is to be like. Each option has a default, given with it. */
public final class CameraBuilder {

  private final List<Step> steps = new ArrayList<>();
  private final List<Authentication.Offer> offers = new ArrayList<>();
  private String path = "/stream";
  private String user = "";
  private String password = "";
  private String realm = "rtsper camera";
  private int nonceUses;
  private boolean nextNonces;
  private String challengeParameters = "";
  private @Nullable SSLContext tls;
  private boolean clientCertificate;
  private @Nullable String sdp;
  private List<String> transports = List.of("tcp", "udp");
  private Duration sessionTimeout = Duration.ofSeconds(60);
  private boolean rtcpKeepsAlive = true;
  private boolean media = true;
  private boolean fast;
  private boolean dropWhenSlow;
  private long packetLimit;
  private boolean closeAtLimit;
  private Duration reports = Duration.ofSeconds(1);
  private int firstSequence = -1;
  private @Nullable Integer firstTimestamp;
  private @Nullable Long seed;
  private Line line = Line.perfect();
  private Sender sender = Sender.usual();
  private Multicast multicast = Multicast.anySource();
  private boolean recordsPackets;

  CameraBuilder() {}

  // ---- the script

  /**
   * Begins a step for requests of that method, or of every method ({@code *}). Steps are tried in
   * the order in which they are written; the first that matches takes the request. A request that
   * no step takes is answered normally.
   */
  public Step on(String method) {
    return add(new Step(this, method));
  }

  /**
   * Begins a step for new connections: what happens before anything is read. Default: they are
   * read.
   */
  public Step onConnect() {
    return add(new Step(this, null));
  }

  /**
   * Adds a whole conversation as steps, in a form that reads like a capture:
   *
   * <pre>
   * # a comment
   * C: DESCRIBE {url} RTSP/1.0
   * S: RTSP/1.0 401 Unauthorized
   * S: CSeq: {cseq}
   * S: WWW-Authenticate: Digest realm="IPCAM", nonce="{nonce}"
   * S:
   * C: DESCRIBE
   * C: Authorization: Digest *
   * !: wait 20 ms
   * S: RTSP/1.0 200 OK\n\
   * S: CSeq:{cseq}\n\
   * S: Content-Length: {length}\n\n\
   * S: v=0
   * C: PLAY
   * S$0: 8060 0001 0000 0000 1234 5678 65
   * S: RTSP/1.0 200 OK
   * S: CSeq: {cseq}
   * S:
   * !: close
   * </pre>
   *
   * <p>The first {@code C:} line names the method and, if the step is for one URL only, how that
   * ends; further ones are headers that the request must have, {@code *} standing for any rest.
   * {@code S:} lines are sent byte for byte with CRLF, {@code S$n:} lines are hexadecimal and sent
   * as a frame on channel n, {@code !:} is one of close, reset, silent, stall, normally and {@code
   * wait N ms}. In {@code S:} lines the escapes of Java (with {@code \xHH}) hold, and a backslash
   * at the end leaves out the CRLF. A request that is answered with nothing gets silence; lines
   * before the first {@code C:} greet a new connection. A step is taken once; the last of several
   * for the same request is taken from then on.
   */
  public CameraBuilder transcript(String text) {
    Transcript.addTo(this, text);
    return this;
  }

  private Step add(Step step) {
    steps.add(step);
    return step;
  }

  // ---- who may use it

  /**
   * Offers Basic, after the schemes that are offered already. Default: no credentials are asked
   * for.
   */
  public CameraBuilder basic(String userName, String secret) {
    return offer(userName, secret, new Authentication.Offer(false, null, null));
  }

  /** Offers Digest as most cameras do: neither algorithm nor qop is named (RFC 2069, MD5). */
  public CameraBuilder digest(String userName, String secret) {
    return offer(userName, secret, new Authentication.Offer(true, null, null));
  }

  /**
   * Offers Digest with an algorithm (MD5, SHA-256, SHA-512-256, or one of them with {@code -sess};
   * null: unnamed) and a quality of protection ({@code auth}, {@code auth-int}, {@code
   * auth,auth-int}; null: unnamed). Called again, it adds a challenge; the last user and password
   * count.
   */
  public CameraBuilder digest(
      String userName, String secret, @Nullable String algorithm, @Nullable String qop) {
    DigestAlgorithm named = algorithm == null ? null : new DigestAlgorithm(algorithm);
    return offer(userName, secret, new Authentication.Offer(true, named, qop));
  }

  private CameraBuilder offer(String userName, String secret, Authentication.Offer offer) {
    user = userName;
    password = secret;
    offers.add(offer);
    return this;
  }

  /** Sets the realm of all challenges. Default: {@code rtsper camera}. */
  public CameraBuilder realm(String name) {
    realm = name;
    return this;
  }

  /** Makes each nonce stale after that many accepted requests. Default: 0, never. */
  public CameraBuilder nonceUses(int uses) {
    nonceUses = uses;
    return this;
  }

  /**
   * Names the nonce to use next in each accepted answer (RFC 7616 §3.5); the one before is stale.
   * Default: no.
   */
  public CameraBuilder nextNonces() {
    nextNonces = true;
    return this;
  }

  /**
   * Adds text to each Digest challenge, such as {@code opaque="x", charset=UTF-8, userhash=true}.
   * An opaque must be echoed. Default: nothing.
   */
  public CameraBuilder challengeParameters(String text) {
    challengeParameters = text;
    return this;
  }

  /** Speaks TLS (rtsps) with that context. Default: plain. See {@link TestCertificates}. */
  public CameraBuilder tls(SSLContext context) {
    tls = context;
    return this;
  }

  /** Asks clients for a certificate that the TLS context trusts. Default: it doesn't. */
  public CameraBuilder clientCertificate() {
    clientCertificate = true;
    return this;
  }

  // ---- what it offers

  /**
   * Sets path and query of its URL. Default: {@code /stream}; other paths are answered with 404.
   */
  public CameraBuilder path(String pathAndQuery) {
    if (!pathAndQuery.startsWith("/")) {
      throw new IllegalArgumentException("a path begins with a slash: " + pathAndQuery);
    }
    path = pathAndQuery;
    return this;
  }

  /**
   * Describes itself with that text, byte for byte. Its first video and its first audio section
   * play the clip with the payload type that they name; any others can be set up and stay silent.
   * Default: the clip's description.
   */
  public CameraBuilder sdp(String text) {
    sdp = text;
    return this;
  }

  /**
   * Accepts only these transports ({@code tcp}, {@code udp}, {@code multicast}), others get a 461.
   * Default: {@code tcp} and {@code udp}. All tracks of a session come by multicast, or none.
   */
  public CameraBuilder transports(String... names) {
    for (String name : names) {
      if (!Set.of("tcp", "udp", "multicast").contains(name.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("the camera knows tcp, udp and multicast, not " + name);
      }
    }
    transports = List.of(names);
    return this;
  }

  /**
   * Sets how it sends to a group, if {@code multicast} is among the {@link #transports}. Default:
   * {@link Multicast#anySource}.
   */
  public CameraBuilder multicast(Multicast how) {
    multicast = how;
    return this;
  }

  /**
   * Sets after how long without a request, or RTCP, a session ends. Default: 60 s. Replies state it
   * in seconds, rounded up.
   */
  public CameraBuilder sessionTimeout(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("a session lasts longer than " + timeout);
    }
    sessionTimeout = timeout;
    return this;
  }

  /** Counts requests alone as a sign of life, not RTCP. Default: RTCP counts. */
  public CameraBuilder rtcpDoesNotKeepAlive() {
    rtcpKeepsAlive = false;
    return this;
  }

  // ---- how media flows

  /** Sends nothing after PLAY but what a script sends. Default: the clip plays. */
  public CameraBuilder withoutMedia() {
    media = false;
    return this;
  }

  /** Sends as fast as the client reads, timestamps as ever. Default: in real time. */
  public CameraBuilder asFastAsPossible() {
    fast = true;
    return this;
  }

  /** Sends that many RTP packets in each session, then BYE. Default: no limit. */
  public CameraBuilder packetLimit(long packets) {
    packetLimit = packets;
    return this;
  }

  /**
   * Closes the connection that carries the media when {@link #packetLimit} is reached. Default: it
   * stays.
   */
  public CameraBuilder closeAtLimit() {
    closeAtLimit = true;
    return this;
  }

  /**
   * Drops what a client doesn't read in time, as cameras do. Default: the camera waits, and nothing
   * is lost.
   */
  public CameraBuilder dropWhenSlow() {
    dropWhenSlow = true;
    return this;
  }

  /**
   * Sets how far apart RTCP sender reports are; zero sends none. Default: 1 s, the first at once.
   */
  public CameraBuilder senderReports(Duration interval) {
    reports = interval;
    return this;
  }

  /** Begins each track with that sequence number. Default: random. */
  public CameraBuilder firstSequence(int sequence) {
    firstSequence = sequence & 0xffff;
    return this;
  }

  /** Begins each track with that RTP timestamp. Default: random. */
  public CameraBuilder firstTimestamp(int timestamp) {
    firstTimestamp = timestamp;
    return this;
  }

  /** Sets what becomes of packets on their way. Default: {@link Line#perfect}. */
  public CameraBuilder line(Line bad) {
    line = bad;
    return this;
  }

  /** Sets how packets are numbered, timed and marked. Default: {@link Sender#usual}. */
  public CameraBuilder sender(Sender unusual) {
    sender = unusual;
    return this;
  }

  /** Keeps what becomes of each RTP packet, for {@link Camera#sentPackets}. Default: no. */
  public CameraBuilder recordPackets() {
    recordsPackets = true;
    return this;
  }

  /**
   * Makes ids, nonces, SSRCs, first numbers and the chances of a {@link Line} repeatable. Default:
   * they differ from run to run; {@link Camera#seed} tells.
   */
  public CameraBuilder seed(long value) {
    seed = value;
    return this;
  }

  /** Starts the camera on a port of the loopback address that the system chooses. */
  public Camera start() {
    Playback.Pace pace =
        new Playback.Pace(
            media, fast, dropWhenSlow, packetLimit, closeAtLimit, reports.toNanos(), sender);
    MediaSettings mediaSettings =
        new MediaSettings(
            transports,
            multicast,
            pace,
            line,
            firstSequence,
            firstTimestamp,
            recordsPackets,
            seed == null ? new SplittableRandom().nextLong() : seed);
    return new Camera(
        new Settings(
            path,
            user,
            password,
            realm,
            List.copyOf(offers),
            nonceUses,
            nextNonces,
            challengeParameters,
            tls,
            clientCertificate,
            sdp,
            sessionTimeout,
            rtcpKeepsAlive,
            mediaSettings,
            new Script(steps)));
  }
}
