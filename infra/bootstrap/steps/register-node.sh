#!/usr/bin/env bash
set -euo pipefail

step_register_node() {
  if node_registered; then
    forget_registration
    return
  fi
  # Registered before, stopped since: its own credentials are on the disk and no token is needed.
  if [[ -e $ROOT/etc/systemd/system/rancher-system-agent.service && -z $TRAILBOSS_REGISTRATION_COMMAND ]]; then
    systemctl enable --now --quiet rancher-system-agent
    return
  fi
  [[ -n $TRAILBOSS_REGISTRATION_COMMAND ]] ||
    fail 'the registration command was used and the agent is gone; replace this node'
  # Through standard input, so that the list of processes does not show it.
  bash -euo pipefail -s <<<"$TRAILBOSS_REGISTRATION_COMMAND"
  wait_for node_registered ||
    fail 'the registration command ran and the agent is not up; see "journalctl -u rancher-system-agent"'
  forget_registration
}

# An RKE node runs no container but those that Rancher started.
node_registered() {
  if wants_docker; then [[ -n $(docker ps --quiet) ]]; else systemctl is-active --quiet rancher-system-agent; fi
}

# The token admits nodes to the cluster, so once used it stays neither in the settings nor in cloud-init's copies.
forget_registration() {
  local copy settings=$ROOT/etc/trailboss/settings.env
  write_file 0600 /etc/trailboss/settings.env < <(sed 's/^\(TRAILBOSS_REGISTRATION_COMMAND\)=.*/\1=/' "$settings")
  for copy in "$ROOT"/var/lib/cloud/instances/*/{user-data.txt,user-data.txt.i,scripts/part-*}; do
    if [[ -e $copy ]]; then rm -f "$copy"; fi
  done
}
