#!/usr/bin/env bash
# What the steps share of packages, services and waiting. Debian and Ubuntu.
set -euo pipefail

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

installed() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

# Asks the archive only for what is missing, so that a reboot needs no network for it.
install_packages() {
  local missing=() name
  for name in "$@"; do
    installed "$name" || missing+=("$name")
  done
  ((${#missing[@]})) || return 0
  export DEBIAN_FRONTEND=noninteractive
  # The distribution's own first-boot upgrade may hold the lock for minutes.
  apt-get -q -o DPkg::Lock::Timeout=600 update
  apt-get -q -o DPkg::Lock::Timeout=600 install -y --no-install-recommends "${missing[@]}"
}

# Running and enabled; restarted only where its configuration has just changed (CHANGED, from write_file).
run_service() {
  systemctl enable --quiet "$1"
  if [[ ${CHANGED:-no} == yes ]]; then systemctl restart "$1"; else systemctl start "$1"; fi
}

# wait_for COMMAND…: true as soon as the command is, false after TRAILBOSS_WAIT_SECONDS. Volumes, file servers and
# agents start side by side with this machine, so nothing is expected at once.
wait_for() {
  local deadline=$((SECONDS + ${TRAILBOSS_WAIT_SECONDS:-300}))
  until "$@"; do
    ((SECONDS < deadline)) || return 1
    sleep 1
  done
}

# Kubernetes versions of RKE read v1.28.9-rancher1-1; those of RKE2 and K3s end in +rke2r1 and +k3s1.
wants_docker() { [[ $TRAILBOSS_KUBERNETES_VERSION == *-rancher* ]]; }
