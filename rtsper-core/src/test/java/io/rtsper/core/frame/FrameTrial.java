package io.rtsper.core.frame;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.rtsper.api.FrameOptions;
import io.rtsper.api.FrameStream;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspSessionBuilder;
import io.rtsper.api.RtspUrl;
import io.rtsper.api.SessionOptions;
import io.rtsper.api.media.Frame;
import io.rtsper.api.media.NalFraming;
import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.SdpAttribute;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.api.spi.Provider;
import io.rtsper.api.spi.ProviderCatalog;
import io.rtsper.core.context.ClientContext;
import io.rtsper.core.context.SenderHold;
import io.rtsper.core.context.SessionContext;
import io.rtsper.core.loop.HostLookup;
import io.rtsper.core.loop.SelectorLoop;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The frames of a session that has a loop and no connection: two tracks of a toy format, video
 * first, to whose packets anything can be written.
 */
final class FrameTrial implements AutoCloseable, SenderHold.Reading {

  static final long START = 1_000;
  static final int TICKS = 3_600;
  static final int VIDEO = 0;
  static final int AUDIO = 1;

  final ToyFormat format = new ToyFormat();
  final List<String> errors = new ArrayList<>();
  final SelectorLoop selector = SelectorLoop.start("frame trial", System::nanoTime);
  final EventLoop loop = selector.newLane();
  final SessionContext context;
  final FrameHub hub;
  final SessionFrames frames;
  final List<Track> tracks;
  final long memory;

  volatile boolean overTcp = true;
  volatile boolean reading = true;

  private final long[] sequence = new long[2];
  private final RtpPacket packet = new RtpPacket();

  FrameTrial() {
    this(builder -> builder);
  }

  FrameTrial(UnaryOperator<RtspSessionBuilder> options) {
    this(options, "TOY", "TOY");
  }

  FrameTrial(UnaryOperator<RtspSessionBuilder> options, String video, String audio) {
    tracks =
        Track.listOf(
            SessionDescription.builder()
                .media(media("video", video))
                .media(media("audio", audio))
                .build());
    ProviderCatalog providers = ProviderCatalog.discover(List.<Provider>of(format));
    context =
        new SessionContext(
            session(),
            loop,
            options(options),
            new ClientContext(
                providers, new HostLookup(name -> List.of(), "trial"), InstantSource.system()));
    memory = context.memory().available();
    context.hold().of(this);
    hub = new FrameHub(context);
    frames = new SessionFrames(context, hub, () -> overTcp);
  }

  private static MediaDescription media(String kind, String encoding) {
    return MediaDescription.builder(kind)
        .protocol("RTP/AVP")
        .formats(List.of("96"))
        .attribute(new SdpAttribute("rtpmap", "96 " + encoding + "/90000"))
        .build();
  }

  private static RtspSession session() {
    return (RtspSession)
        Proxy.newProxyInstance(
            FrameTrial.class.getClassLoader(),
            new Class<?>[] {RtspSession.class},
            (proxy, method, arguments) -> RtspUrl.parse("rtsp://trial/"));
  }

  private SessionOptions options(UnaryOperator<RtspSessionBuilder> change) {
    CompletableFuture<SessionOptions> built = new CompletableFuture<>();
    RtspClient client =
        (RtspClient)
            Proxy.newProxyInstance(
                FrameTrial.class.getClassLoader(),
                new Class<?>[] {RtspClient.class},
                (proxy, method, arguments) -> {
                  if (method.isDefault()) {
                    return java.lang.reflect.InvocationHandler.invokeDefault(
                        proxy, method, arguments);
                  }
                  built.complete((SessionOptions) arguments[0]);
                  return null;
                });
    change
        .apply(client.session("rtsp://trial/"))
        .listener(
            new io.rtsper.api.RtspListener() {
              @Override
              public void onError(RtspSession session, io.rtsper.api.RtspException error) {
                errors.add(error.getMessage());
              }
            })
        .build();
    return built.join();
  }

  @Override
  public boolean pause() {
    if (overTcp) {
      reading = false;
    }
    return overTcp;
  }

  @Override
  public void resume() {
    reading = true;
  }

  /** Sets both tracks up. */
  FrameTrial setUp() {
    run(
        () -> {
          hub.connected(loop.nanoTime());
          tracks.forEach(hub::of);
          hub.opened(tracks);
        });
    return this;
  }

  /** Sends packets of the video track, one after another. */
  FrameTrial video(String... payloads) {
    return send(VIDEO, payloads);
  }

  FrameTrial audio(String... payloads) {
    return send(AUDIO, payloads);
  }

  private FrameTrial send(int track, String... payloads) {
    run(
        () -> {
          for (String payload : payloads) {
            sendOnLoop(track, payload.getBytes(ISO_8859_1));
          }
        });
    return this;
  }

  void sendOnLoop(int track, byte[] payload) {
    long number = sequence[track]++;
    byte[] bytes = new byte[12 + payload.length];
    ByteBuffer.wrap(bytes)
        .put((byte) 0x80)
        .put((byte) 96)
        .putShort((short) number)
        .putInt((int) (number * TICKS))
        .putInt(7)
        .put(payload);
    packet.wrap(ByteBuffer.wrap(bytes), 0, bytes.length);
    packet.stamp(number, number * TICKS, START + number, false);
    hub.of(tracks.get(track)).onPacket(packet);
  }

  /** Loses packets of the video track. */
  FrameTrial lose(int count) {
    run(
        () -> {
          sequence[VIDEO] += count;
          hub.of(tracks.get(VIDEO)).lost(count);
        });
    return this;
  }

  /** Does something on the loop and waits for it. */
  void run(Runnable action) {
    call(
        () -> {
          action.run();
          return true;
        });
  }

  <T> T call(Supplier<T> action) {
    CompletableFuture<T> done = new CompletableFuture<>();
    loop.execute(
        () -> {
          try {
            done.complete(action.get());
          } catch (Throwable thrown) {
            done.completeExceptionally(thrown);
          }
        });
    return done.orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** Subscribes, and waits until it holds. */
  FrameStream open(FrameOptions options) {
    FrameStream stream = frames.frames(options);
    run(() -> {});
    return stream;
  }

  /** Returns what waits, as words: the frame's bytes, and what is to be said of it. */
  static List<String> taken(FrameStream stream) {
    List<String> words = new ArrayList<>();
    for (Frame frame = next(stream); frame != null; frame = next(stream)) {
      words.add(word(frame));
    }
    return words;
  }

  private static Frame next(FrameStream stream) {
    return stream.poll(Duration.ZERO).orElse(null);
  }

  static String word(Frame frame) {
    byte[] bytes = new byte[frame.length()];
    frame.data(NalFraming.LENGTHS).get(bytes);
    return (frame.isKeyFrame() ? "K" : "P")
        + new String(bytes, US_ASCII)
        + (frame.isDamaged() ? " damaged" : "")
        + (frame.dropped() > 0 ? " dropped=" + frame.dropped() : "")
        + (frame.lostBefore() > 0 ? " lost=" + frame.lostBefore() : "")
        + frame.discontinuity().map(reason -> " " + reason).orElse("");
  }

  @Override
  public void close() {
    selector.end();
  }
}
