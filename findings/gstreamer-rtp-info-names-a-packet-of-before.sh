#!/usr/bin/env bash
# One would expect that "seq" of RTP-Info is "the sequence number of the first packet of the stream" that the PLAY starts
# (RFC 2326, 12.33), so that a client may drop what is older and count what is missing from there.
#
# What happens: gst-rtsp-server tells a viewer who joins a live mount that others watch the number and timestamp of the last
# packet that went to the others before. That packet never comes to the new viewer, whose first one has the next number.
#
# It matters to clients: one that trusts RTP-Info reports a loss at each start over TCP, where nothing can be lost,
# and one that waits for the packet that was named waits in vain.
set -euo pipefail

fail() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }
/usr/bin/python3 -c 'import gi; gi.require_version("GstRtspServer", "1.0")' ||
  fail 'install python3-gi, gir1.2-gst-rtsp-server-1.0, gstreamer1.0-plugins-good and -bad of Debian 12'

PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$(dirname "$0")/gstreamer" /usr/bin/python3 - <<'PY'
import re

from live_mount import Viewer, differs, serve

VIEWERS = 6
# A packet takes 128 ms, so that hardly any comes between the answer and the viewer's place among the receivers.
url = serve("( audiotestsrc is-live=true ! audio/x-raw,rate=8000,channels=1 ! alawenc ! rtppcmapay name=pay0 pt=8 )")


def join(name):
    """A viewer who plays, and how many packets from the one that was named it didn't get."""
    viewer = Viewer(url)
    headers, _ = viewer.play()
    named = [int(number) for number in re.search(r"seq=(\d+);rtptime=(\d+)", headers["rtp-info"]).groups()]
    viewer.receive(3)
    sequence, timestamp, _ = viewer.packets[0]
    missing = (sequence - named[0]) % 2**16
    print("%s viewer: RTP-Info says seq=%d;rtptime=%d, the first packet is %d at %d" % (name, *named, sequence, timestamp))
    return viewer, missing


first, missing = join("first")
if missing:
    differs("the first viewer misses the packet, too")
late = []
for number in range(2, VIEWERS + 1):
    first.receive(3)
    late.append(join("%d." % number)[1])
print("missing at later viewers:", late)
if sum(missing >= 1 for missing in late) < VIEWERS // 2:
    differs("most of the later viewers got the packet that RTP-Info named")
PY
echo 'as documented'
