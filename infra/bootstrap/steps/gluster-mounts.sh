#!/usr/bin/env bash
set -euo pipefail

# Each entry reads server[,server…]:volume=/mount.
step_gluster_mounts() {
  local entries entry
  read -ra entries <<<"$TRAILBOSS_GLUSTER_MOUNTS"
  for entry in "${entries[@]}"; do
    mount_volume "${entry%%:*}" "${entry#*:}"
  done
}

mount_volume() {
  local servers=$1 volume=${2%%=*} mount=${2#*=} first options=defaults,_netdev,nofail
  first=${servers%%,*}
  # Any server can hand out the volume's layout, so a lost first one does not keep this machine from mounting.
  if [[ $servers == *,* ]]; then
    local others=${servers#*,}
    options+=,backup-volfile-servers=${others//,/:}
  fi
  fstab_line "$mount" "$first:/$volume $mount glusterfs $options 0 0"
  wait_for mounted "$first:/$volume" "$mount" "$options" ||
    fail "volume $volume of $servers does not mount; look at \"gluster volume status $volume\" on $first"
}

mounted() { mountpoint -q "$ROOT$2" || mount -t glusterfs -o "$3" "$1" "$ROOT$2"; }
