package io.rtsper.it.session;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspClient;
import io.rtsper.api.spi.ProviderCatalog;
import io.rtsper.camera.Camera;
import io.rtsper.it.canary.Canary;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An application that forgot one jar is told which. */
@Tag("either-path")
class AbsentPluginTest {

  private static final String ADD = " to the module path or class path";

  static List<Arguments> absences() {
    return List.of(
        Arguments.of(
            "rtsper-core", "no RTSP engine was found; add io.rtsper:rtsper-core" + ADD, "tcp"),
        Arguments.of(
            "rtsper-transport-tcp",
            "no control transport serves the URL scheme \"rtsp\"; add"
                + " io.rtsper:rtsper-transport-tcp"
                + ADD,
            "udp"),
        Arguments.of(
            "rtsper-transport-udp",
            "no media transport is named \"udp\"; there are: tcp; add"
                + " io.rtsper:rtsper-transport-udp"
                + ADD,
            "udp"),
        Arguments.of(
            "rtsper-transport-udp",
            "no media transport is named \"multicast\"; there are: tcp; add"
                + " io.rtsper:rtsper-transport-udp"
                + ADD,
            "multicast"),
        Arguments.of(
            "rtsper-sdp", "no SDP parser was found; add io.rtsper:rtsper-sdp" + ADD, "tcp"),
        Arguments.of(
            "rtsper-auth",
            "the server asks for authentication (offered: Digest), and none of it can be answered"
                + " with the session's credentials and authentication policy; no plug-in for"
                + " Digest is there, add io.rtsper:rtsper-auth",
            "tcp"));
  }

  @ParameterizedTest(name = "without {0}")
  @MethodSource("absences")
  void namesTheArtifactToAdd(String without, String message, String transport) throws Exception {
    Map<String, URL> jars = jars();
    jars.remove(without);
    try (Camera camera = Camera.builder().digest("user", Canary.SECRET).start();
        URLClassLoader application = new URLClassLoader(jars.values().toArray(URL[]::new), null)) {
      assertThatThrownBy(() -> describe(application, camera.url("user", Canary.IN_URL), transport))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .hasMessage(message);
    }
  }

  /** Returns the jars, or the folders, that this test runs with. */
  private static Map<String, URL> jars() throws ClassNotFoundException {
    ProviderCatalog catalog = ProviderCatalog.discover(List.of());
    Map<String, URL> jars = new LinkedHashMap<>();
    jars.put("rtsper-api", location(RtspClient.class));
    jars.put("rtsper-core", location(catalog.engine().getClass()));
    jars.put("rtsper-transport-tcp", location(catalog.mediaTransport("tcp").getClass()));
    jars.put("rtsper-transport-udp", location(catalog.mediaTransport("udp").getClass()));
    jars.put("rtsper-sdp", location(catalog.sdpParser().getClass()));
    jars.put("rtsper-auth", location(catalog.authScheme("Digest").orElseThrow().getClass()));
    jars.put("slf4j-api", location(Class.forName("org.slf4j.LoggerFactory")));
    jars.put("slf4j-simple", location(Class.forName("org.slf4j.simple.SimpleServiceProvider")));
    return jars;
  }

  private static URL location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  /** Does what an application does, with the classes of that loader. */
  private static void describe(ClassLoader application, String url, String transport)
      throws Exception {
    Class<?> client = application.loadClass("io.rtsper.api.RtspClient");
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(application);
    try (AutoCloseable created = (AutoCloseable) client.getMethod("create").invoke(null)) {
      Object builder = client.getMethod("session", String.class).invoke(created, url);
      call(builder, builder.getClass(), "transports", (Object) new String[] {transport});
      Class<?> session = application.loadClass("io.rtsper.api.RtspSession");
      try (AutoCloseable built = (AutoCloseable) call(builder, builder.getClass(), "build")) {
        call(built, session, "connect");
        call(built, session, "describe");
      }
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static Object call(Object on, Class<?> type, String name, Object... arguments)
      throws Exception {
    List<Class<?>> types = new ArrayList<>();
    for (Object argument : arguments) {
      types.add(argument.getClass());
    }
    Method method = type.getMethod(name, types.toArray(Class<?>[]::new));
    return method.invoke(on, arguments);
  }
}
