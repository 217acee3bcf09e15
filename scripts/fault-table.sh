#!/usr/bin/env bash
# Lets each fault of docs/reliability.md strike, and holds it to its deadline and 100 ms; has each callback call its
# session in each way, over TCP, UDP and TLS; and holds each release of a waiting caller to a second and 100 ms. For a
# machine with nothing else to do. With --write, writes what was measured of the faults and counted of the callbacks to
# that document.
set -euo pipefail
cd "$(dirname "$0")/.."

write=false
[[ ${1:-} != --write ]] || write=true
mvn -B -ntp -q test -pl integration-tests -am \
  -Dtest=FaultTableTest,CallbackTableTest,ReleaseTest,ReleaseAtEachStepTest \
  -Dsurefire.failIfNoSpecifiedTests=false -Drtsper.reliability.load=0 -Drtsper.reliability.write="$write"
grep -o 'Each came at most.*' integration-tests/target/reliability.md
