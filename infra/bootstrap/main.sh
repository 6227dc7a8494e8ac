#!/usr/bin/env bash
# "trailboss-start" runs this machine's steps in order; "trailboss-start STEP" runs that one alone.
set -euo pipefail
# shellcheck source=/dev/null
. "$ROOT/etc/trailboss/settings.env"

# A machine without monitoring still serves; one without its disks must not join, or it would fill its root disk.
stops_the_rest() { [[ $1 != zabbix-agent ]]; }

run_all() {
  local step stopped=no status=0
  for step in "${STEPS[@]}"; do
    if [[ $stopped == yes ]]; then
      record_step "$step" skipped 0 'an earlier step failed; everything is tried again in 30 s'
    elif ! run_step "$step"; then
      status=1
      if stops_the_rest "$step"; then stopped=yes; fi
    fi
  done
  return $status
}

if (($# == 0)); then
  run_all
else
  [[ " ${STEPS[*]} " == *" $1 "* ]] || fail "no step \"$1\" on this machine; it has: ${STEPS[*]}"
  "step_${1//-/_}"
fi
