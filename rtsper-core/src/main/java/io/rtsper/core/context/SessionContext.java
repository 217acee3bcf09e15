package io.rtsper.core.context;

import io.rtsper.api.Quirk;
import io.rtsper.api.RtspSession;
import io.rtsper.api.SessionOptions;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.api.spi.ProviderCatalog;
import io.rtsper.core.capture.Capture;
import io.rtsper.core.receive.Delivery;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What all parts of one session are given alike. */
public final class SessionContext {

  private static final Logger LOG = LoggerFactory.getLogger(SessionContext.class);

  private final EventLoop loop;
  private final SessionOptions options;
  private final ClientContext client;
  private final Notifier notifier;
  private final QuirkLedger quirks;
  private final SessionMemory memory;
  private final @Nullable Capture capture;
  private final Counters counters = new Counters();
  private final Waits waits = new Waits();
  private final Delivery delivery = new Delivery();
  private final SenderHold hold = new SenderHold();

  /**
   * Makes the context of a session.
   *
   * @param session what listeners are told of
   * @param loop the loop that it lives on
   * @param options its options
   * @param client what it shares with others
   * @throws io.rtsper.api.RtspValidationException if its capture can't be written
   */
  public SessionContext(
      RtspSession session, EventLoop loop, SessionOptions options, ClientContext client) {
    this.loop = loop;
    this.options = options;
    this.client = client;
    this.memory = SessionMemory.of(options.memoryLimit(), options.messageLimits());
    this.notifier = new Notifier(session, options.listeners(), loop::nanoTime);
    this.quirks = new QuirkLedger(options.strict(), this::firstOf);
    this.capture =
        options
            .capture()
            .map(path -> Capture.open(path, loop, memory, client.wallClock()))
            .orElse(null);
  }

  private void firstOf(Quirk quirk, String detail) {
    LOG.atLevel(quirk.severity() == Quirk.Severity.WARNING ? Level.WARN : Level.INFO)
        .log(
            "quirk {} at {}: {}{}",
            quirk.name(),
            options.url(),
            quirk.description(),
            detail.isEmpty() ? "" : " (" + detail + ")");
    notifier.tell((listener, told) -> listener.onQuirk(told, quirk, detail));
  }

  /** Returns the loop that the session lives on. */
  public EventLoop loop() {
    return loop;
  }

  /** Returns the session's options. */
  public SessionOptions options() {
    return options;
  }

  /** Returns what the session shares with others of its client. */
  public ClientContext client() {
    return client;
  }

  /** Returns the plug-ins. */
  public ProviderCatalog providers() {
    return client.providers();
  }

  /** Returns who calls the application back. */
  public Notifier notifier() {
    return notifier;
  }

  /** Returns who takes what is tolerated. */
  public QuirkLedger quirks() {
    return quirks;
  }

  /** Returns what is counted besides the tracks. */
  public Counters counters() {
    return counters;
  }

  /** Returns what the operation under way waits for. */
  public Waits waits() {
    return waits;
  }

  /** Returns what the session may hold beside its messages. */
  public SessionMemory memory() {
    return memory;
  }

  /** Returns whether the connection is left unread for now. */
  public SenderHold hold() {
    return hold;
  }

  /** Returns who records what is said and received, or null. */
  public @Nullable Capture capture() {
    return capture;
  }

  /** Returns whether packets are still delivered. */
  public Delivery delivery() {
    return delivery;
  }

  /**
   * Returns whether closing was asked for, whatever step is still under way: nothing new is begun,
   * and nothing but TEARDOWN is sent.
   */
  public boolean isClosing() {
    return delivery.hasEnded();
  }
}
