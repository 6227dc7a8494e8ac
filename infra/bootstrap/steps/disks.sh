#!/usr/bin/env bash
set -euo pipefail

step_disks() {
  local pairs pair
  read -ra pairs <<<"$TRAILBOSS_DISKS"
  for pair in "${pairs[@]}"; do
    mount_disk "${pair%%=*}" "${pair#*=}"
  done
}

mount_disk() {
  local wanted=$1 mount=$2 device type uuid
  wait_for find_disk "$wanted" >/dev/null ||
    fail "no disk is attached as $wanted; attach it, or take it out of the fleet file"
  device=$(find_disk "$wanted")
  if is_blank "$device"; then mkfs.ext4 -q "$device"; fi
  type=$(blkid -p -s TYPE -o value "$device" || true)
  [[ $(blkid -p -s USAGE -o value "$device" || true) == filesystem ]] ||
    fail "$wanted ($device) holds ${type:-partitions} and no file system; it stays as it is; attach another"
  # By UUID: the kernel numbers NVMe disks anew at every boot.
  uuid=$(blkid -p -s UUID -o value "$device")
  fstab_line "$mount" "UUID=$uuid $mount $type defaults,nofail,x-systemd.device-timeout=30s 0 2"
  mountpoint -q "$ROOT$mount" || mount -t "$type" "$device" "$ROOT$mount"
}

# Blank is only what nobody recognises anything on: no signature, no partition, no holder.
is_blank() {
  local status=0
  blkid -p "$1" >/dev/null 2>&1 || status=$?
  # 2 is "nothing found"; 8 is "more than one thing found" and must not read as blank.
  ((status == 2)) && [[ -z $(wipefs --no-act --noheadings "$1") && $(lsblk --noheadings --list "$1" | wc -l) == 1 ]]
}

# Under the name itself, under Xen's name for it, or on an NVMe disk that tells the name it was attached by.
find_disk() {
  local letters=${1#/dev/} disk
  letters=${letters#sd}
  for disk in "$1" "/dev/xvd$letters"; do
    if [[ -b $disk ]]; then
      readlink -f "$disk"
      return
    fi
  done
  for disk in /dev/nvme*n1; do
    case $(nvme_name "$disk") in "sd$letters" | "xvd$letters")
      echo "$disk"
      return
      ;;
    esac
  done
  return 1
}

# EBS writes the name into the vendor's part of the controller's identification, at byte 3072.
nvme_name() {
  if [[ ! -b $1 ]]; then return; fi
  install_packages nvme-cli >/dev/null
  nvme id-ctrl --raw-binary "$1" | tail -c +3073 | head -c 32 | tr -d '\0 ' | sed 's|^/dev/||'
}
