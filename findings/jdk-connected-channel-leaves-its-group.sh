#!/usr/bin/env bash
# One would expect that a channel which has joined a multicast group and is then connected to the group's sender goes on
# hearing that sender, and no one else: for unicast, that is what connect() is for.
#
# What happens on Linux: connecting a channel that is bound to the wildcard address also fixes its local address to the one
# that reaches the peer. Datagrams to the group no longer match it, so none come any more. There is no error, and the
# membership key stays valid. disconnect() brings them back; a channel that is bound to the group's address isn't hit.
#
# It matters to whoever receives RTP from a group and connects the channel so that strangers can't inject packets: it
# falls silent. Compare the source of each datagram, join(group, interface, source), or bind to the group.
set -euo pipefail

fail() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
java -version 2>&1 | sed -n 2p
[[ $(java -version 2>&1) == *'version "17.'* ]] || fail 'this finding is about JDK 17: put its java first in the PATH'

[[ $(uname -s) == Linux ]] || fail 'this finding is about Linux'
cat >"$folder/Group.java" <<'JAVA'
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

class Group {
  public static void main(String[] arguments) throws Exception {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    InetAddress group = InetAddress.getByName("239.255.77.77");
    NetworkInterface network = NetworkInterface.getByInetAddress(loopback);
    for (InetAddress local : new InetAddress[] {InetAddress.getByName("0.0.0.0"), group}) {
      try (DatagramChannel sender = DatagramChannel.open(StandardProtocolFamily.INET);
          DatagramChannel receiver = DatagramChannel.open(StandardProtocolFamily.INET);
          Selector selector = Selector.open()) {
        sender.bind(new InetSocketAddress(loopback, 0));
        sender.setOption(StandardSocketOptions.IP_MULTICAST_IF, network);
        receiver.bind(new InetSocketAddress(local, 0));
        InetSocketAddress to = new InetSocketAddress(group, receiver.socket().getLocalPort());
        MembershipKey membership = receiver.join(group, network);
        receiver.configureBlocking(false).register(selector, SelectionKey.OP_READ);

        sender.send(ByteBuffer.allocate(3), to);
        expect("joined", receiver, selector, membership, true);
        receiver.connect(sender.getLocalAddress());
        sender.send(ByteBuffer.allocate(3), to);
        expect("connected to the sender", receiver, selector, membership, local.equals(group));
        receiver.disconnect();
        sender.send(ByteBuffer.allocate(3), to);
        expect("disconnected again", receiver, selector, membership, true);
      }
    }
  }

  private static void expect(
      String when, DatagramChannel receiver, Selector selector, MembershipKey membership, boolean documented)
      throws Exception {
    selector.selectedKeys().clear();
    boolean heard = selector.select(1000) > 0 && receiver.receive(ByteBuffer.allocate(10)) != null;
    System.out.println(
        when + ", local address " + receiver.getLocalAddress() + ", membership valid " + membership.isValid()
            + ": " + (heard ? "hears the group" : "hears nothing"));
    if (heard != documented || !membership.isValid()) {
      System.err.println("DIFFERS");
      System.exit(1);
    }
  }
}
JAVA
timeout 60 java "$folder/Group.java"
echo 'as documented'
