package io.rtsper.it.reliability;

import static io.rtsper.it.reliability.Fault.ANSWER;
import static io.rtsper.it.reliability.Fault.BACK;
import static io.rtsper.it.reliability.Fault.HANDSHAKE;

import io.rtsper.api.RtspException;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.TlsOptions;
import io.rtsper.camera.Camera;
import io.rtsper.camera.TestCertificates;
import java.util.List;

/** Faults of TLS. */
final class FaultsOfTls {

  private static final String CONNECT = "connect timeout";

  private FaultsOfTls() {}

  static List<Fault> all() {
    return List.of(
        trusting("a certificate for another name", TestCertificates.WRONG_NAME)
            .fails(
                RtspTransportException.class, "No subject alternative names", HANDSHAKE, CONNECT),
        Fault.of("an expired certificate")
            .camera(run -> tls(TestCertificates.EXPIRED))
            .session(builder -> builder.connectTimeout(HANDSHAKE))
            .fails(RtspTransportException.class, "SHA-256 fingerprint", HANDSHAKE, CONNECT),
        Fault.of("a self-signed certificate")
            .camera(run -> tls(TestCertificates.GOOD))
            .session(builder -> builder.connectTimeout(HANDSHAKE))
            .fails(RtspTransportException.class, "is self-signed", HANDSHAKE, CONNECT),
        Fault.of("another certificate than the pinned one")
            .camera(run -> tls(TestCertificates.GOOD))
            .session(
                builder ->
                    builder
                        .connectTimeout(HANDSHAKE)
                        .tls(TlsOptions.defaults().pinSha256("00".repeat(32))))
            .fails(RtspTransportException.class, "isn't the pinned one", HANDSHAKE, CONNECT),
        Fault.of("a client certificate is missing")
            .camera(
                run ->
                    Camera.builder()
                        .tls(TestCertificates.GOOD.context(TestCertificates.CLIENT))
                        .clientCertificate()
                        .start())
            .session(builder -> builder.connectTimeout(HANDSHAKE).tls(trust(TestCertificates.GOOD)))
            .fails(RtspTransportException.class, "client certificate", HANDSHAKE, CONNECT),
        Fault.of("the TLS handshake stalls")
            .camera(
                run ->
                    Camera.builder()
                        .tls(TestCertificates.GOOD.context())
                        .onConnect()
                        .silent()
                        .start())
            .fails(RtspTimeoutException.class, "handshake", ANSWER, CONNECT),
        // What is random in a ClientHello may read like a request, so that it would be answered.
        Fault.of("rtsps to a server without TLS")
            .camera(run -> Camera.builder().onConnect().silent().start())
            .tolerating("§")
            .url(camera -> camera.url().replace("rtsp:", "rtsps:"))
            .fails(RtspTimeoutException.class, "doesn't speak TLS", ANSWER, CONNECT),
        Fault.of("rtsp to a server with TLS")
            .camera(run -> tls(TestCertificates.GOOD))
            .url(camera -> camera.url().replace("rtsps:", "rtsp:"))
            .fails(RtspException.class, "while OPTIONS waited", ANSWER, "response timeout"),
        Fault.of("a redirect from rtsps to rtsp")
            .camera(
                run -> {
                  Camera plain = run.another(Camera.open());
                  return Camera.builder()
                      .tls(TestCertificates.GOOD.context())
                      .on("DESCRIBE")
                      .reply(302, "Location: " + plain.url())
                      .start();
                })
            .session(builder -> builder.connectTimeout(HANDSHAKE).tls(trust(TestCertificates.GOOD)))
            .fails(RtspProtocolException.class, "give up TLS", ANSWER, "at once"),
        Fault.of("a TLS connection is reset in play")
            .camera(run -> tls(TestCertificates.GOOD))
            .session(builder -> builder.connectTimeout(HANDSHAKE).tls(trust(TestCertificates.GOOD)))
            .inPlay(scene -> scene.camera().resetConnections())
            .reconnecting()
            .recovers(1, BACK, "back-off"));
  }

  private static Fault trusting(String name, TestCertificates certificate) {
    return Fault.of(name)
        .camera(run -> tls(certificate))
        .session(builder -> builder.connectTimeout(HANDSHAKE).tls(trust(certificate)));
  }

  private static TlsOptions trust(TestCertificates certificate) {
    return TlsOptions.defaults().context(TestCertificates.trusting(certificate));
  }

  private static Camera tls(TestCertificates certificate) {
    return Camera.builder().tls(certificate.context()).start();
  }
}
