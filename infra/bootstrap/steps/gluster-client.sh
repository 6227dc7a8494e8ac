#!/usr/bin/env bash
set -euo pipefail

step_gluster_client() { install_packages glusterfs-client; }
