#!/usr/bin/env bash
# Fuzzes the parsers, ten minutes each and one after another, from the seeds that the build replays.
#   scripts/fuzz.sh [Class#method ...]     default: all of them
# Says of each how often it was called and what it found; what it finds is kept beside the test's seeds.
set -uo pipefail
cd "$(dirname "$0")/.."

targets=("$@")
if ((${#targets[@]} == 0)); then
  while IFS= read -r file; do
    while IFS= read -r method; do
      targets+=("$(basename "$file" .java)#$method")
    done < <(grep -A1 '@FuzzTest' "$file" | sed -n 's/.* void \([A-Za-z0-9]*\)(.*/\1/p')
  done < <(grep -rl '@FuzzTest' --include='*FuzzTest.java' rtsper-*/src/test | sort)
fi

failed=0
for target in "${targets[@]}"; do
  file=$(find rtsper-*/src/test -name "${target%%#*}.java")
  log=$(mktemp)
  JAZZER_FUZZ=1 mvn -B -ntp test -pl "${file%%/*}" -am -Dtest="$target" -Dsurefire.failIfNoSpecifiedTests=false \
    -Djazzer.hooks=true >"$log" 2>&1
  status=$?
  calls=$(sed -n 's/^Done \([0-9]*\) runs .*/\1/p' "$log" | tail -n 1)
  if ((status == 0)) && [[ -n $calls ]]; then
    printf '%-70s %12s calls, nothing found\n' "$target" "$calls"
  else
    printf '%-70s %12s calls, FAILED:\n' "$target" "${calls:-no}"
    grep -aE '== Java Exception|Caused by|ERROR' "$log" | head -n 5
    failed=1
  fi
  if ((failed == 0)); then rm -f "$log"; else printf 'all of it is in %s\n' "$log"; fi
done
exit "$failed"
