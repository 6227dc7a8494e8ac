#!/usr/bin/env bash
set -euo pipefail

# The hook is the image's own program and is called at every boot: it has to be safe to repeat, like every step here.
step_database_hook() {
  local hook=$ROOT$TRAILBOSS_DATABASE_HOOK
  [[ -x $hook ]] ||
    fail "the database hook $TRAILBOSS_DATABASE_HOOK is not on this machine; add it to the image, executable"
  "$hook"
}
