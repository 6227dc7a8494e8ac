#!/usr/bin/env bash
set -euo pipefail

step_container_runtime() {
  if wants_docker; then
    install_packages docker.io
    run_service docker
  else
    echo 'RKE2 and K3s bring their own containerd; nothing to install'
  fi
}
