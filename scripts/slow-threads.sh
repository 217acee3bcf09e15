#!/usr/bin/env bash
# Runs the tests of threads and callbacks interpreted and on one core, so that no order hangs on speed or on threads
# that really run at once. Where there is no taskset, the JVM is told of one core and uses all.
set -euo pipefail
cd "$(dirname "$0")/.."

CORE=(SelectorLoopTest LaneTest HostLookupTest OperationQueueTest RecoveryTest)
INTEGRATION=(CallbackTableTest GivenUpTest ListenerTest)
one=(taskset -c "$(taskset -cp $$ 2>/dev/null | sed 's/.*: \([0-9]*\).*/\1/')")
command -v taskset >/dev/null || one=()

tests=$(IFS=,; echo "${CORE[*]},${INTEGRATION[*]}")
mvn -B -ntp -q test-compile -pl integration-tests -am
"${one[@]}" mvn -B -ntp -q -T1 test -pl rtsper-core,integration-tests -am -Dtest="$tests" \
  -Dsurefire.failIfNoSpecifiedTests=false -Drtsper.slow=true \
  -DargLine="-Xint -XX:ActiveProcessorCount=1 -XX:+UseSerialGC -Djazzer.hooks=false"
