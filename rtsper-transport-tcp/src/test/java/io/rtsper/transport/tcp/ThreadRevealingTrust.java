package io.rtsper.transport.tcp;

import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts anyone and tells on which thread it was asked. */
final class ThreadRevealingTrust extends X509ExtendedTrustManager {

  private final CompletableFuture<Thread> askedOn;

  ThreadRevealingTrust(CompletableFuture<Thread> askedOn) {
    this.askedOn = askedOn;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
    askedOn.complete(Thread.currentThread());
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
    throw new AssertionError("a socket");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType) {
    throw new AssertionError("no engine");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
    throw new AssertionError("a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
    throw new AssertionError("a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType) {
    throw new AssertionError("a client");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
