package io.rtsper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.camera.Camera;
import io.rtsper.camera.TestCertificates;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** {@code rtsps} URLs: who is trusted, and what is said when the server isn't. */
class TlsTest {

  @Test
  void aSelfSignedServerIsRefusedWithAWayOut() throws Exception {
    try (Camera camera = camera()) {
      CommandRun run = CommandRun.of("probe", "--json", camera.url());

      assertThat(run.status()).isEqualTo(ExitStatus.CONNECTION);
      assertThat(run.err())
          .contains("is self-signed, so that nobody vouches for it")
          .contains("SHA-256 fingerprint " + fingerprint())
          .contains("If it is the right one, trust it with --tls-pin and this fingerprint")
          .doesNotContain("TlsOptions");
    }
  }

  @Test
  void aPinnedServerIsTrusted() throws Exception {
    try (Camera camera = camera()) {
      String colons = fingerprint().toUpperCase(Locale.ROOT).replaceAll("(..)(?!$)", "$1:");
      CommandRun run =
          CommandRun.of("play", "--json", "--packets", "5", "--tls-pin", colons, camera.url());

      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.err()).isEmpty();
    }
  }

  @Test
  void anotherServerThanThePinnedOneIsRefused() throws Exception {
    try (Camera camera = camera()) {
      CommandRun run = CommandRun.of("play", "--json", "--tls-pin", "00".repeat(32), camera.url());

      assertThat(run.status()).isEqualTo(ExitStatus.CONNECTION);
      assertThat(run.err())
          .contains("isn't the pinned one", fingerprint(), "pin this one with --tls-pin")
          .doesNotContain("TlsOptions");
    }
  }

  @Test
  void insecureTrustsAnyServerAndSaysSo() {
    try (Camera camera = camera()) {
      CommandRun run =
          CommandRun.of("play", "--json", "--packets", "5", "--insecure", camera.url());

      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.err())
          .isEqualToIgnoringNewLines(
              "rtsper: --insecure: nobody checks who the server is, so anyone on the way can read"
                  + " and change what is sent");
      run.json();
    }
  }

  @Test
  void optionsThatCannotMeanAnythingAreRefused() {
    assertUsage(
        "--tls-pin is for rtsps:// URLs; nothing is encrypted with rtsp://",
        "--tls-pin",
        "00".repeat(32),
        "rtsp://127.0.0.1:1/");
    assertUsage(
        "--insecure is for rtsps:// URLs; nothing is encrypted with rtsp://",
        "--insecure",
        "rtsp://127.0.0.1:1/");
    assertUsage(
        "--tls-pin trusts one server and --insecure any; give one of them",
        "--insecure",
        "--tls-pin=" + "00".repeat(32),
        "rtsps://127.0.0.1:1/");
    assertUsage(
        "--tls-pin takes the SHA-256 fingerprint of the server's certificate: 64 hexadecimal"
            + " digits, with or without colons",
        "--tls-pin",
        "zz",
        "rtsps://127.0.0.1:1/");
  }

  private static void assertUsage(String message, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "play";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    CommandRun run = CommandRun.of(all);
    assertThat(run.err()).isEqualToIgnoringNewLines("rtsper: " + message);
    assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
  }

  private static Camera camera() {
    return Camera.builder().tls(TestCertificates.GOOD.context()).start();
  }

  private static String fingerprint() throws Exception {
    byte[] encoded = TestCertificates.GOOD.certificate().getEncoded();
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
  }
}
