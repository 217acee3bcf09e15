#!/usr/bin/env bash
# One would expect that a TLS client names the host that it was given in the server_name extension (RFC 6066, 3) unless that
# is an address: "cam1" and "cam_1.example" are names that DNS, /etc/hosts and Docker resolve.
#
# What happens on JDK 17: an SSLEngine that was created with such a host sends no server_name at all, and says nothing. It
# does for a name with a dot and without an underscore. Both names go out if the application sets them
# (SSLParameters.setServerNames): "cam1" as an SNIHostName; that class refuses "cam_1.example", as bytes too, but an
# anonymous subclass of SNIServerName with the same type is sent as it is.
#
# It matters where several names share an address, as behind a proxy: the handshake gets the default certificate, or an
# alert from a server that wants a name, and only Java's clients are hit.
set -euo pipefail

fail() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
java -version 2>&1 | sed -n 2p
[[ $(java -version 2>&1) == *'version "17.'* ]] || fail 'this finding is about JDK 17: put its java first in the PATH'

cat >"$folder/ServerName.java" <<'JAVA'
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.StandardConstants;

class ServerName {
  public static void main(String[] arguments) throws Exception {
    expect("cam.example", null, "cam.example");
    expect("cam.example.", null, "cam.example");
    expect("cam1", null, "none");
    expect("localhost", null, "none");
    expect("cam_1.example", null, "none");
    expect("192.0.2.1", null, "none");
    expect("cam1", new SNIHostName("cam1"), "cam1");
    try {
      new SNIHostName("cam_1.example");
      differs("SNIHostName takes cam_1.example");
    } catch (IllegalArgumentException e) {
      System.out.println("new SNIHostName(\"cam_1.example\"): " + e.getMessage());
    }
    byte[] bytes = "cam_1.example".getBytes(StandardCharsets.US_ASCII);
    expect("cam_1.example", new SNIServerName(StandardConstants.SNI_HOST_NAME, bytes) {}, "cam_1.example");
  }

  private static void expect(String host, SNIServerName name, String documented) throws Exception {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine(host, 322);
    engine.setUseClientMode(true);
    if (name != null) {
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setServerNames(List.of(name));
      engine.setSSLParameters(parameters);
    }
    ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), hello);
    String sent = serverName(hello.flip());
    System.out.println(host + (name == null ? "" : ", set") + ": server_name " + sent);
    if (!sent.equals(documented)) {
      differs("it was " + documented);
    }
  }

  /** Reads the extension out of a record with a ClientHello (RFC 8446, 4.1.2). */
  private static String serverName(ByteBuffer hello) {
    hello.position(5 + 4 + 2 + 32); // record, handshake, version, random
    skip(hello, hello.get() & 0xff); // session
    skip(hello, hello.getShort() & 0xffff); // cipher suites
    skip(hello, hello.get() & 0xff); // compression
    hello.getShort(); // length of all extensions, which are the last
    while (hello.hasRemaining()) {
      int type = hello.getShort();
      int length = hello.getShort() & 0xffff;
      if (type == 0) {
        skip(hello, 5); // length of the list, type, length of the name
        byte[] name = new byte[length - 5];
        hello.get(name);
        return new String(name, StandardCharsets.US_ASCII);
      }
      skip(hello, length);
    }
    return "none";
  }

  private static void skip(ByteBuffer buffer, int count) {
    buffer.position(buffer.position() + count);
  }

  private static void differs(String how) {
    System.err.println("DIFFERS: " + how);
    System.exit(1);
  }
}
JAVA
timeout 60 java "$folder/ServerName.java"
echo 'as documented'
