#!/usr/bin/env bash
# Lets many sessions play while their cameras restart at random, and sees to it that nothing grows.
#   scripts/soak.sh [minutes, default 10] [sessions, default 200]
set -euo pipefail
cd "$(dirname "$0")/.."

minutes=${1:-10}
sessions=${2:-200}
rm -f integration-tests/target/soak.txt
mvn -B -ntp -q test -pl integration-tests -am -Dtest=SoakTest -Dsurefire.failIfNoSpecifiedTests=false \
  -Drtsper.soak.seconds=$((minutes * 60)) -Drtsper.soak.sessions="$sessions" || status=$?
cat integration-tests/target/soak.txt
exit "${status:-0}"
