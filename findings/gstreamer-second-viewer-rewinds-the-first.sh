#!/usr/bin/env bash
# One would expect that a viewer who joins a live stream doesn't change what the others see. A mount of gst-rtsp-server
# that is shared has one pipeline for all, its description says "a=range:npt=now-", and a live source can't be rewound.
#
# What happens: "Range: npt=0-" in the PLAY of a second viewer seeks that pipeline. For the first viewer, who did nothing,
# the RTP timestamps go back to where they were when the stream began, within one SSRC, while the sequence numbers go on.
# The answer says "Range: npt=now-", so the one who caused it can't tell. FFmpeg sends "Range: npt=0.000-" always: each
# start of ffmpeg as a viewer does it. A PLAY without Range or with "npt=now-" doesn't.
#
# It matters to recorders, which get pictures whose times go back and break their files or are dropped as late, and to
# the author of a client: a Range that some cameras want is one that other viewers of such a server pay for.
set -euo pipefail

fail() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }
command -v ffmpeg >/dev/null || fail 'install ffmpeg of Debian 12'
/usr/bin/python3 -c 'import gi; gi.require_version("GstRtspServer", "1.0")' ||
  fail 'install python3-gi, gir1.2-gst-rtsp-server-1.0, gstreamer1.0-plugins-good and -bad of Debian 12'
ffmpeg -version | sed -n '1s/ Copyright.*//p'

PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$(dirname "$0")/gstreamer" /usr/bin/python3 - <<'PY'
import subprocess

from live_mount import DEADLINE, Viewer, differs, serve

CLOCK = 8000
url = serve(
    "( audiotestsrc is-live=true samplesperbuffer=160 ! audio/x-raw,rate=8000,channels=1"
    " ! alawenc ! rtppcmapay name=pay0 pt=8 )"
)
first = Viewer(url)
_, description = first.play()
print("described as", next(line for line in description.split() if line.startswith("a=range")))
first.receive(100)


def steps_back(since):
    """The steps back that the first viewer's timestamps took, in seconds, and a line about each."""
    for before, packet in zip(first.packets[since - 1 :], first.packets[since:]):
        step = (packet[1] - before[1] + 2**31) % 2**32 - 2**31
        if step < 0:
            print(
                "  first viewer: sequence %d -> %d, SSRC %08x -> %08x,"
                " timestamp %.2f s back, which is %.2f s after its first"
                % (before[0], packet[0], before[2], packet[2], -step / CLOCK, (packet[1] - first.packets[0][1]) / CLOCK)
            )
            if before[2] != packet[2]:
                differs("the SSRC changed with it")
            yield -step / CLOCK


def another_viewer(what, join):
    print(what)
    since = len(first.packets)
    join()
    first.receive(200)
    back = list(steps_back(since))
    if not back:
        print("  first viewer: timestamps go on")
    return back


def play(play_range):
    def join():
        viewer = Viewer(url)
        headers, _ = viewer.play(play_range)
        print("  answered with Range:", headers.get("range"))
        viewer.receive(20)
        viewer.close()

    return join


def ffmpeg():
    command = ["ffmpeg", "-v", "error", "-nostdin", "-rtsp_transport", "tcp", "-i", url, "-t", "0.5", "-f", "null", "-"]
    subprocess.run(command, check=True, timeout=DEADLINE)


if another_viewer("a second viewer sends PLAY without Range", play(None)):
    differs("PLAY without Range sent the first viewer back, too")
if another_viewer("a second viewer sends PLAY with Range: npt=now-", play("npt=now-")):
    differs("Range: npt=now- sent the first viewer back, too")
if max(another_viewer("a second viewer sends PLAY with Range: npt=0-", play("npt=0-")), default=0) < 1:
    differs("Range: npt=0- no longer sends the first viewer back")
if max(another_viewer("ffmpeg joins for half a second", ffmpeg), default=0) < 1:
    differs("ffmpeg no longer sends the first viewer back")
PY
echo 'as documented'
