#!/usr/bin/env bash
set -euo pipefail

step_kubectl() {
  mkdir -p "$ROOT/usr/local/bin"
  case $TRAILBOSS_KUBERNETES_VERSION in
    # Always the cluster's own version, also after an upgrade; it resolves once RKE2 has unpacked itself.
    *+rke2*) ln -sfn /var/lib/rancher/rke2/bin/kubectl "$ROOT/usr/local/bin/kubectl" ;;
    *-rancher*) download_kubectl "${TRAILBOSS_KUBERNETES_VERSION%%-rancher*}" ;;
    *) echo 'K3s installs its own kubectl' ;;
  esac
}

download_kubectl() {
  local url kept=$ROOT/usr/local/bin/kubectl
  url=https://dl.k8s.io/release/$1/bin/linux/$(dpkg --print-architecture)/kubectl
  if [[ -x $kept ]]; then return; fi
  curl -fsSL --retry 5 -o "$kept.new" "$url"
  echo "$(curl -fsSL --retry 5 "$url.sha256")  $kept.new" | sha256sum --check --quiet
  chmod 0755 "$kept.new"
  mv -f "$kept.new" "$kept"
}
