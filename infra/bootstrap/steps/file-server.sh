#!/usr/bin/env bash
set -euo pipefail

# Peers and volumes are made from outside, once every server answers.
step_file_server() {
  install_packages glusterfs-server
  run_service glusterd
}
