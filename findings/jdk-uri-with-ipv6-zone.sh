#!/usr/bin/env bash
# One would expect that the host which java.net.URI gives for an IPv6 address with a zone can be looked up. RFC 6874 has the
# zone written behind "%25" in a URL: rtsp://[fe80::1%25eth0]/ for what is fe80::1%eth0 elsewhere.
#
# What happens on JDK 17: URI.getHost() leaves "%25" as it is, and InetAddress takes all behind the "%" for the zone. A name,
# 25eth0, is an error that blames an interface nobody named. A number is worse: "%252", interface 2, is read as interface
# 252 without a word. What both understand is the form that the RFC rules out, with a bare "%".
#
# It matters to whoever takes the URL of a link-local camera from a user: decode "%25" before the look-up.
set -euo pipefail

fail() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
java -version 2>&1 | sed -n 2p
[[ $(java -version 2>&1) == *'version "17.'* ]] || fail 'this finding is about JDK 17: put its java first in the PATH'

cat >"$folder/Zone.java" <<'JAVA'
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.UnknownHostException;

class Zone {
  public static void main(String[] arguments) throws Exception {
    NetworkInterface network = NetworkInterface.networkInterfaces().findFirst().orElseThrow();
    int index = network.getIndex();
    expect("rtsp://[fe80::1%25" + network.getName() + "]/", "no such interface 25" + network.getName());
    expect("rtsp://[fe80::1%25" + index + "]/", "zone 25" + index);
    expect("rtsp://[fe80::1%" + index + "]/", "zone " + index);
  }

  private static void expect(String url, String documented) {
    String host = URI.create(url).getHost();
    String is;
    try {
      is = "zone " + ((Inet6Address) InetAddress.getByName(host)).getScopeId();
    } catch (UnknownHostException e) {
      is = e.getMessage();
    }
    System.out.println(url + ": host " + host + ", looked up: " + is);
    if (!is.equals(documented)) {
      System.err.println("DIFFERS: it was: " + documented);
      System.exit(1);
    }
  }
}
JAVA
timeout 60 java "$folder/Zone.java"
echo 'as documented'
