#!/usr/bin/env bash
# One would expect that the column "Lost" of Wireshark's RTP streams counts the packets that are missing: it is what people
# compare a receiver's own count with.
#
# What happens with TShark 4.0: it shows the packets that should have come less those that came, copies included, as RFC 3550
# (appendix A.3) has it for reports. A stream that lost one packet and got another one twice has lost "0 (0.0%)"; one that
# lost none and got one twice, "-1".
#
# It matters to whoever holds a receiver's counts against a capture: over a line that repeats packets, such as some wireless
# bridges and switches with redundant paths, a clean bill of Wireshark's says nothing. Count the distinct sequence numbers.
set -euo pipefail

fail() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }
command -v tshark >/dev/null || fail 'install tshark 4.0 of Debian 12'
version=$(tshark --version 2>/dev/null | sed -n 1p)
printf '%s\n' "$version"
[[ $version == *' 4.0.'* ]] || fail 'this finding is about TShark 4.0'
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

python3 - "$folder" <<'PY'
import os
import struct
import sys

RAW_IP = 101


def capture(name, numbers):
    """Writes RTP packets of 30 pictures a second, in the order of these sequence numbers."""
    with open(os.path.join(sys.argv[1], name), "wb") as out:
        out.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, RAW_IP))
        for place, number in enumerate(numbers):
            rtp = struct.pack(">BBHII", 0x80, 96, number, number * 3000, 0x1234) + bytes(20)
            udp = struct.pack(">HHHH", 6000, 5004, 8 + len(rtp), 0) + rtp
            host = bytes([127, 0, 0, 1])
            ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), place, 0, 64, 17, 0, host, host) + udp
            micros = place * 33_333
            out.write(struct.pack("<IIII", 1 + micros // 1_000_000, micros % 1_000_000, len(ip), len(ip)) + ip)


capture("whole.pcap", range(1, 61))
capture("repeated.pcap", [*range(1, 51), 50, *range(51, 61)])
capture("lost.pcap", [*range(1, 20), *range(21, 61)])
capture("lost-and-repeated.pcap", [*range(1, 20), *range(21, 51), 50, *range(51, 61)])
PY

# The words behind the number of packets: how many are lost, and their share.
lost() {
  tshark -r "$folder/$1.pcap" -d udp.port==5004,rtp -q -z rtp,streams 2>/dev/null |
    sed -n 's/.*RTPType-96  *[0-9]*  *\(-\{0,1\}[0-9]* ([-0-9.]*%)\).*/\1/p'
}

expect() {
  local seen
  seen=$(lost "$1")
  printf '%-18s lost %s\n' "$1" "$seen"
  [[ $seen == "$2" ]] || fail "DIFFERS: $1 has lost $seen, not $2"
}

expect whole '0 (0.0%)'
expect lost '1 (1.7%)'
expect repeated '-1 (-1.7%)'
expect lost-and-repeated '0 (0.0%)'
echo 'as documented'
