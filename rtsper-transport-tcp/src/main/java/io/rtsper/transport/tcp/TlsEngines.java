package io.rtsper.transport.tcp;

import io.rtsper.api.RtspUrl;
import io.rtsper.api.TlsOptions;
import io.rtsper.api.spi.LinkContext;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the engine of one connection: versions, server name, and what is checked. */
final class TlsEngines {

  private static final Logger LOG = LoggerFactory.getLogger(TlsEngines.class);

  static final String TLS_1_3 = "TLSv1.3";

  private static final List<String> VERSIONS = List.of(TLS_1_3, "TLSv1.2");

  private TlsEngines() {}

  /** Returns a client's engine. Not for the loop: it may read the JVM's trust store. */
  static SSLEngine create(RtspUrl url, int port, TlsOptions options, ServerTrust trust)
      throws GeneralSecurityException {
    SSLEngine engine = trust.context(options).createSSLEngine(url.host(), port);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(versions(engine));
    parameters.setServerNames(serverNames(url));
    boolean checksName = !options.isInsecure() && options.pins().isEmpty();
    parameters.setEndpointIdentificationAlgorithm(checksName ? "HTTPS" : "");
    engine.setSSLParameters(parameters);
    return engine;
  }

  /** Says loudly that a connection is open to anyone in between. */
  static void warnIfInsecure(LinkContext context) {
    TlsOptions options = context.tls();
    if (options.isInsecure() && options.pins().isEmpty()) {
      LOG.warn(
          "TLS to {} is insecure: the server's identity isn't checked, and anyone on the way can"
              + " read what is sent, the password included. Pin its certificate instead"
              + " (TlsOptions.pinSha256).",
          HostPort.text(context));
    }
  }

  private static String[] versions(SSLEngine engine) {
    List<String> versions = new ArrayList<>(VERSIONS);
    versions.retainAll(List.of(engine.getEnabledProtocols()));
    return (versions.isEmpty() ? VERSIONS : versions).toArray(String[]::new);
  }

  /** Returns what goes into the server_name extension, where literal addresses are forbidden. */
  static List<SNIServerName> serverNames(RtspUrl url) {
    if (url.isLiteralAddress()) {
      return List.of();
    }
    String host = url.host();
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    try {
      return List.of(new SNIHostName(name));
    } catch (IllegalArgumentException e) {
      return List.of(); // such as cam_01: the extension can't carry it, the connection needn't
    }
  }
}
