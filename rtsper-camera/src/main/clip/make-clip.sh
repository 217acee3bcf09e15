#!/bin/sh
# Makes the clip that the in-process camera serves, from ffmpeg's synthetic sources alone.
#
# Four seconds: 100 pictures at 25/s and 125 AAC frames of 1024 samples at 32 kHz last equally long, so the
# clip loops without a jump of either clock. One slice a picture, an IDR picture every second, no B-frames
# (decoding order is presentation order, so RTP timestamps only grow).
#
# Run it from anywhere; it needs ffmpeg with libx264. Another version of either gives other bytes.
set -eu
to="$(cd "$(dirname "$0")" && pwd)/../resources/io/rtsper/camera"
mkdir -p "$to"

ffmpeg -hide_banner -loglevel error -y \
    -f lavfi -i "testsrc2=size=480x270:rate=25" -frames:v 100 \
    -c:v libx264 -preset slow -profile:v main -pix_fmt yuv420p -bf 0 \
    -x264-params "keyint=25:min-keyint=25:scenecut=0:slices=1:sliced-threads=0:threads=1" \
    -b:v 420k -maxrate 420k -bufsize 420k -map_metadata -1 -bitexact \
    -f h264 "$to/clip.h264"

ffmpeg -hide_banner -loglevel error -y \
    -f lavfi -i "sine=frequency=440:beep_factor=4:sample_rate=32000:duration=4.2" \
    -c:a aac -profile:a aac_low -ac 1 -b:a 40k -frames:a 125 -map_metadata -1 -bitexact \
    -f adts "$to/clip.aac"

ls -l "$to/clip.h264" "$to/clip.aac"
