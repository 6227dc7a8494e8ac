#!/usr/bin/env bash
set -euo pipefail

step_zabbix_agent() {
  if [[ -z $TRAILBOSS_ZABBIX_SERVER ]]; then
    echo 'no Zabbix server is named for this machine'
    return
  fi
  install_packages zabbix-agent
  # The whole file, and not one more in its folder: the package's own "Server=127.0.0.1" must not stand beside ours.
  write_file 0644 /etc/zabbix/zabbix_agentd.conf < <(zabbix_settings)
  run_service zabbix-agent
}

zabbix_settings() {
  printf '%s\n' 'PidFile=/run/zabbix/zabbix_agentd.pid' 'LogType=system'
  printf 'Server=%s\n' "$(one_line "$TRAILBOSS_ZABBIX_SERVER")"
  printf 'ServerActive=%s\n' "$(one_line "$TRAILBOSS_ZABBIX_SERVER")"
  if [[ -n $TRAILBOSS_HOST_NAME ]]; then
    printf 'Hostname=%s\n' "$(one_line "$TRAILBOSS_HOST_NAME")"
  else
    echo 'HostnameItem=system.hostname'
  fi
  # The registration action matches on this.
  printf 'HostMetadata=%s\n' "$(one_line "$TRAILBOSS_ZABBIX_METADATA")"
}
