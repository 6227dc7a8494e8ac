#!/usr/bin/env bash
set -euo pipefail

step_check() {
  case $TRAILBOSS_ROLE in
    node) wait_for node_registered || fail 'the Rancher agent is not up' ;;
    rancher-server) check_service rke2-server ;;
    load-balancer) check_service nginx ;;
    file-server) check_service glusterd ;;
  esac
  if [[ -n $TRAILBOSS_ZABBIX_SERVER ]]; then check_service zabbix-agent; fi
}

check_service() {
  wait_for systemctl is-active --quiet "$1" || fail "$1 is not up; see \"journalctl -u $1\""
  echo "$1 is up"
}
