package io.rtsper.it.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspUrl;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.SessionState;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.spi.ControlLink;
import io.rtsper.api.spi.ControlLinkListener;
import io.rtsper.api.spi.ControlTransportProvider;
import io.rtsper.api.spi.DepacketizerProvider;
import io.rtsper.api.spi.LinkContext;
import io.rtsper.api.spi.MediaTransport;
import io.rtsper.api.spi.MediaTransportContext;
import io.rtsper.api.spi.MediaTransportProvider;
import io.rtsper.api.spi.Provider;
import io.rtsper.api.spi.ProviderCatalog;
import io.rtsper.api.spi.ProviderFailure;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.api.spi.SdpParserProvider;
import io.rtsper.camera.Camera;
import io.rtsper.it.canary.Canary;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plug-ins are found, and what is wrong with them is said. */
@Tag("either-path")
class ProvidersTest {

  @TempDir Path folder;

  @Test
  void findsTheJarsOfThisProject() {
    ProviderCatalog catalog = ProviderCatalog.discover(List.of());
    assertThat(catalog.names(ControlTransportProvider.class))
        .containsExactly("rtsp", "rtsp+replay", "rtsps");
    assertThat(catalog.names(MediaTransportProvider.class))
        .containsExactly("multicast", "tcp", "udp");
    assertThat(catalog.authScheme("digest")).isPresent();
    assertThat(catalog.authScheme("BASIC")).isPresent();
    assertThat(catalog.sdpParser().name()).isEqualTo("sdp");
    assertThat(catalog.engine().name()).isEqualTo("engine");
    assertThat(catalog.names(DepacketizerProvider.class))
        .contains("pcma", "pcmu", "h264", "h265", "mpeg4-generic", "jpeg");
    assertThat(catalog.failures()).isEmpty();
  }

  @Test
  void findsThemOnThePathThatTheTestsRunOn() {
    ProviderCatalog catalog = ProviderCatalog.discover(List.of());
    boolean modules = getClass().getModule().isNamed();
    assertThat(
            Stream.of(
                catalog.engine(),
                catalog.sdpParser(),
                catalog.controlTransport("rtsp"),
                catalog.mediaTransport("udp"),
                catalog.authScheme("Basic").orElseThrow()))
        .allSatisfy(
            provider ->
                assertThat(provider.getClass().getModule().isNamed())
                    .as("%s is in a module", provider)
                    .isEqualTo(modules));
  }

  @Test
  void namesWhatIsThereWhenATransportIsNot() {
    try (RtspClient client = RtspClient.create()) {
      assertThatThrownBy(() -> client.session("rtsp://127.0.0.1/").transports("ucp").build())
          .isInstanceOf(RtspValidationException.class)
          .hasMessage("no media transport is named \"ucp\"; there are: multicast, tcp, udp");
      assertThatThrownBy(() -> client.session("foo://127.0.0.1/").build())
          .isInstanceOf(RtspValidationException.class)
          .hasMessageContaining("\"foo\"")
          .hasMessageContaining("there are: rtsp, rtsp+replay, rtsps");
    }
  }

  @Test
  void refusesTwoPluginsOfOneNameAndPriority() throws Exception {
    assertThatThrownBy(
            () ->
                withServices(
                    MediaTransportProvider.class,
                    SecondTcp.class.getName(),
                    () -> ProviderCatalog.discover(List.of())))
        .isInstanceOf(RtspValidationException.class)
        .hasMessage(
            "two plug-ins of the name \"tcp\" and priority 0: "
                + SecondTcp.class.getName()
                + " in "
                + folder.getFileName()
                + " and "
                + source(ProviderCatalog.discover(List.of()).mediaTransport("tcp").getClass())
                + "; leave one jar, or give the provider you want to"
                + " RtspClient.builder().provider(…)");
  }

  @Test
  void takesTheOneThatTheApplicationGivesOfTwoOfOneName() throws Exception {
    SecondTcp given = new SecondTcp();
    ProviderCatalog catalog =
        withServices(
            MediaTransportProvider.class,
            SecondTcp.class.getName(),
            () -> ProviderCatalog.discover(List.of(given)));
    assertThat(catalog.mediaTransport("tcp")).isSameAs(given);
  }

  @Test
  void parsesWithTheSdpParserThatTheApplicationGives() {
    GivenSdp given = new GivenSdp();
    try (RtspClient client = RtspClient.builder().provider(given).build();
        Camera camera = Camera.open();
        RtspSession session = client.session(camera.url()).build()) {
      session.connect();
      assertThat(session.describe().sessionName()).isEqualTo("parsed by the application");
    }
  }

  @Test
  void prefersThePluginOfTheHigherPriority() throws Exception {
    ProviderCatalog catalog =
        withServices(
            MediaTransportProvider.class,
            PreferredTcp.class.getName(),
            () -> ProviderCatalog.discover(List.of()));
    assertThat(catalog.mediaTransport("TCP").getClass().getName())
        .isEqualTo(PreferredTcp.class.getName());
  }

  @Test
  void prefersWhatTheApplicationGives() {
    SecondTcp given = new SecondTcp();
    assertThat(ProviderCatalog.discover(List.of(given)).mediaTransport("tcp")).isSameAs(given);
  }

  @Test
  void reportsBrokenPluginsAndKeepsTheOthers() throws Exception {
    ProviderCatalog catalog =
        withServices(
            MediaTransportProvider.class,
            "no.such.Provider\n" + Broken.class.getName() + "\n" + Fine.class.getName(),
            () -> ProviderCatalog.discover(List.of()));
    assertThat(catalog.names(MediaTransportProvider.class))
        .containsExactly("fine", "multicast", "tcp", "udp");
    String absent =
        "MediaTransportProvider of no.such.Provider in "
            + folder.getFileName()
            + ": io.rtsper.api.spi.MediaTransportProvider: Provider no.such.Provider not found";
    String broken =
        "MediaTransportProvider of "
            + Broken.class.getName()
            + " in "
            + folder.getFileName()
            + ": broken on purpose";
    assertThat(catalog.failures()).map(ProviderFailure::toString).containsExactly(absent, broken);
    assertThatThrownBy(() -> catalog.mediaTransport("broken"))
        .hasMessage(
            "no media transport is named \"broken\"; there are: fine, multicast, tcp, udp; found but not"
                + " usable: "
                + absent
                + "; found but not usable: "
                + broken);
  }

  @Test
  void saysOfAPluginOfAnotherVersionHowToGetThoseThatFit() throws Exception {
    ProviderCatalog catalog =
        withServices(
            MediaTransportProvider.class,
            Misfit.class.getName() + "\n" + Fine.class.getName(),
            () -> ProviderCatalog.discover(List.of()));
    assertThat(catalog.names(MediaTransportProvider.class))
        .containsExactly("fine", "multicast", "tcp", "udp");
    assertThat(catalog.failures())
        .map(ProviderFailure::reason)
        .singleElement(STRING)
        .startsWith("it doesn't fit the rtsper-api")
        .endsWith(
            "that runs (NoSuchMethodError: Track.gone()); use the versions that one rtsper-bom"
                + " names");
  }

  @Test
  void aControlTransportOfAnotherVersionEndsTheSessionAtOnce() throws Exception {
    MisfitControl misfit = new MisfitControl();
    assertMisfit(misfit, "misfit://127.0.0.1:1/", "tcp");
    assertThat(misfit.opened).hasValue(1);
  }

  @Test
  void aMediaTransportOfAnotherVersionEndsTheSessionAtOnce() throws Exception {
    MisfitMedia misfit = new MisfitMedia();
    try (Camera camera = Camera.open()) {
      assertMisfit(misfit, camera.url(), "misfit");
      assertThat(camera.connections()).isEqualTo(1);
    }
    assertThat(misfit.opened).hasValue(1);
  }

  /** However often it may come back from a loss, and whichever way it is asked. */
  private static void assertMisfit(Provider misfit, String url, String transport) throws Exception {
    try (RtspClient client = RtspClient.builder().provider(misfit).build();
        RtspSession session =
            client
                .session(url)
                .transports(transport)
                .reconnect(ReconnectPolicy.forever())
                .build()) {
      assertThatThrownBy(session::start)
          .isInstanceOf(RtspValidationException.class)
          .hasMessage(
              "a plug-in and the rtsper-api that runs don't fit (NoSuchMethodError: Track.gone());"
                  + " use the versions that one rtsper-bom names");
      assertThat(session.state()).isEqualTo(SessionState.CLOSED);
      assertThatThrownBy(() -> session.ended().get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(RtspValidationException.class);
      assertThat(session.statistics().reconnects()).isZero();
    }
  }

  @Test
  void aPluginThatThrowsWhenAskedForItsPriorityHurtsNoOther() throws Exception {
    ProviderCatalog catalog =
        withServices(
            MediaTransportProvider.class,
            Undecided.class.getName(),
            () -> ProviderCatalog.discover(List.of()));
    assertThat(catalog.names(MediaTransportProvider.class))
        .containsExactly("multicast", "tcp", "udp");
    assertThat(catalog.failures()).map(ProviderFailure::reason).containsExactly("no priority");
  }

  @Test
  void neverPrintsThePasswordOfAUrlItCannotUse() {
    RtspUrl url = RtspUrl.parse("foo://user:" + Canary.IN_URL + "@host/");
    try (RtspClient client = RtspClient.create()) {
      assertThatThrownBy(() -> client.session(url).build())
          .satisfies(
              failure ->
                  assertThat(failure.toString()).doesNotContain(Canary.SECRET, Canary.IN_URL));
    }
  }

  /** Returns how a class of this project is named, on the module path and on the class path. */
  private static String source(Class<?> type) throws Exception {
    Path location = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    return type.getName()
        + " in "
        + (type.getModule().isNamed()
            ? "module " + type.getModule().getDescriptor().toNameAndVersion()
            : location.getFileName());
  }

  /** Lets a class loader see a plug-in's folder with a services file of these lines. */
  private <T> T withServices(Class<?> service, String lines, Callable<T> action) throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(service.getName()), lines);
    for (Class<?> plugin :
        List.of(
            Named.class,
            SecondTcp.class,
            PreferredTcp.class,
            Broken.class,
            Misfit.class,
            Undecided.class,
            Fine.class)) {
      Path file = folder.resolve(plugin.getName().replace('.', '/') + ".class");
      Files.createDirectories(file.getParent());
      String name = plugin.getName().substring(plugin.getPackageName().length() + 1) + ".class";
      try (InputStream bytes = plugin.getResourceAsStream(name)) {
        Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    try (PluginLoader loader = new PluginLoader(folder.toUri().toURL())) {
      return with(loader, action);
    }
  }

  /** Loads the plug-ins of this test from their folder, as if they were in a jar of their own. */
  private static final class PluginLoader extends URLClassLoader {

    PluginLoader(URL folder) {
      super(new URL[] {folder}, ProvidersTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(ProvidersTest.class.getName() + "$")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : findClass(name);
      }
    }
  }

  private static <T> T with(ClassLoader loader, Callable<T> action) throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(loader);
    try {
      return action.call();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  /** A transport that does nothing but have a name. */
  public abstract static class Named implements MediaTransportProvider {

    private final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public MediaTransport open(MediaTransportContext context) {
      throw new AssertionError("nothing is opened here");
    }

    @Override
    public boolean recognises(TransportHeader answer) {
      return false;
    }
  }

  /** Has the name and the priority of another. */
  public static final class SecondTcp extends Named {
    public SecondTcp() {
      super("tcp");
    }
  }

  /** Has the name of another and a higher priority. */
  public static final class PreferredTcp extends Named {
    public PreferredTcp() {
      super("tcp");
    }

    @Override
    public int priority() {
      return 1;
    }
  }

  /** Can't be made. */
  public static final class Broken extends Named {
    public Broken() {
      super("broken");
      throw new IllegalStateException("broken on purpose");
    }
  }

  /** Was compiled against another version. */
  public static final class Misfit extends Named {
    public Misfit() {
      super("misfit");
      throw new NoSuchMethodError("Track.gone()");
    }
  }

  /** Was compiled against another version, which shows when it is used. */
  private static final class MisfitMedia extends Named {

    private final AtomicInteger opened = new AtomicInteger();

    MisfitMedia() {
      super("misfit");
    }

    @Override
    public MediaTransport open(MediaTransportContext context) {
      opened.incrementAndGet();
      throw new NoSuchMethodError("Track.gone()");
    }
  }

  /** Was compiled against another version, which shows when it is used. */
  private static final class MisfitControl implements ControlTransportProvider {

    private final AtomicInteger opened = new AtomicInteger();

    @Override
    public String name() {
      return "misfit";
    }

    @Override
    public ControlLink open(ControlLinkListener listener, LinkContext context) {
      opened.incrementAndGet();
      throw new NoSuchMethodError("Track.gone()");
    }
  }

  /** Can be made, and then throws. */
  public static final class Undecided extends Named {
    public Undecided() {
      super("undecided");
    }

    @Override
    public int priority() {
      throw new IllegalStateException("no priority");
    }
  }

  /** Parses everything alike, at the priority of the one that is discovered. */
  private static final class GivenSdp implements SdpParserProvider {

    @Override
    public String name() {
      return "given";
    }

    @Override
    public SessionDescription parse(ByteBuffer text, QuirkReporter quirks) {
      return SessionDescription.builder()
          .sessionName("parsed by the application")
          .media(MediaDescription.builder("video").formats(List.of("33")).build())
          .build();
    }
  }

  /** Stands behind a broken one. */
  public static final class Fine extends Named {
    public Fine() {
      super("fine");
    }
  }
}
