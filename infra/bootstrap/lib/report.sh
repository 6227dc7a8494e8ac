#!/usr/bin/env bash
# Each step's outcome, in /var/lib/trailboss/start-up.json for the orchestrator and in the journal for people.
set -euo pipefail
OUTCOMES=()
STARTED_AT=$(date -u +%FT%TZ)

# run_step NAME: runs the step in a shell of its own, so that its failure ends it at once, and records how it went.
run_step() {
  local name=$1 log started=$SECONDS result='done'
  log=$(mktemp)
  bash "$0" "$name" >"$log" 2>&1 || result=failed
  record_step "$name" "$result" $((SECONDS - started)) "$(tail -n 8 "$log")"
  rm -f "$log"
  [[ $result == 'done' ]]
}

# record_step NAME RESULT SECONDS TEXT
record_step() {
  local text
  text=$(without_secrets "$4")
  OUTCOMES+=("$(printf '{"name":%s,"result":%s,"seconds":%d,"output":%s}' \
    "$(json_string "$1")" "$(json_string "$2")" "$3" "$(json_string "$text")")")
  write_report
  printf '%s: %s after %d s\n%s\n' "$1" "$2" "$3" "$text" | write_journal
}

write_report() {
  local IFS=,
  write_file 0644 /var/lib/trailboss/start-up.json < <(printf '{"role":%s,"startedAt":%s,"steps":[%s]}\n' \
    "$(json_string "$TRAILBOSS_ROLE")" "$(json_string "$STARTED_AT")" "${OUTCOMES[*]}")
}

# A machine whose journal is not up yet still starts; its report is in the file.
write_journal() { logger -t trailboss-start || true; }

without_secrets() {
  local text=$1 secret token=
  if [[ $TRAILBOSS_REGISTRATION_COMMAND =~ --token[[:space:]]+([^[:space:]]+) ]]; then token=${BASH_REMATCH[1]}; fi
  for secret in "$TRAILBOSS_RANCHER_JOIN_TOKEN" "$TRAILBOSS_RANCHER_BOOTSTRAP_PASSWORD" "$token"; do
    if [[ -n $secret ]]; then text=${text//"$secret"/[hidden]}; fi
  done
  printf '%s' "$text"
}
