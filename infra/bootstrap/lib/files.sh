#!/usr/bin/env bash
# Every path starts with ROOT: empty on a machine, a temporary folder where this script is rehearsed.
set -euo pipefail
ROOT=${TRAILBOSS_ROOT:-}

# write_file MODE PATH <text: the file holds this text with this mode, and is never seen half written.
# Leaves an equal file alone; CHANGED says which it was.
# shellcheck disable=SC2034 # CHANGED is read by the caller
write_file() {
  local mode=$1 path=$ROOT$2 next
  mkdir -p "$(dirname "$path")"
  next=$(mktemp "$path.XXXXXX")
  cat >"$next"
  chmod "$mode" "$next"
  if cmp -s "$next" "$path" && [[ $(stat -c %a "$next") == "$(stat -c %a "$path")" ]]; then
    rm -f "$next"
    CHANGED=no
  else
    mv -f "$next" "$path"
    CHANGED=yes
  fi
}

# fstab_line MOUNT LINE: /etc/fstab has this line, and no other, for this mount point.
fstab_line() {
  local mount=$1 line=$2 fstab=$ROOT/etc/fstab
  mkdir -p "$ROOT/etc" "$ROOT$mount"
  [[ -e $fstab ]] || touch "$fstab"
  if grep -qxF -- "$line" "$fstab"; then return; fi
  write_file 0644 /etc/fstab < <(MOUNT=$mount awk '$2 != ENVIRON["MOUNT"]' "$fstab" && printf '%s\n' "$line")
}

# one_line TEXT: a value cannot add lines of its own to a configuration file.
one_line() { printf '%s' "${1//[$'\r\n']/ }"; }

# JSON's strings are also YAML's.
json_string() {
  local text=$1
  text=${text//\\/\\\\}
  text=${text//\"/\\\"}
  text=${text//$'\n'/\\n}
  text=${text//$'\t'/\\t}
  printf '"%s"' "$(tr -d '\000-\037' <<<"$text")"
}
