#!/usr/bin/env bash
set -euo pipefail

step_load_balancer() {
  install_packages nginx-light libnginx-mod-stream
  # The file in force is replaced only by one that nginx has read whole, so a mistake leaves the old one serving.
  write_file 0644 /etc/nginx/nginx.conf.trailboss < <(nginx_settings)
  nginx -t -q -c "$ROOT/etc/nginx/nginx.conf.trailboss"
  write_file 0644 /etc/nginx/nginx.conf <"$ROOT/etc/nginx/nginx.conf.trailboss"
  systemctl enable --quiet nginx
  if [[ $CHANGED == yes ]]; then systemctl reload-or-restart nginx; else systemctl start nginx; fi
}

# TCP throughout: TLS ends at Rancher and at the API servers, which alone have the certificates.
nginx_settings() {
  local port
  printf '%s\n' 'user www-data;' 'worker_processes auto;' 'worker_rlimit_nofile 65536;' 'pid /run/nginx.pid;'
  printf '%s\n' 'include /etc/nginx/modules-enabled/*-mod-stream.conf;' 'events { worker_connections 8192; }' 'stream {'
  # 80 and 443: Rancher; 6443: the Kubernetes API; 9345: where RKE2 servers join.
  for port in 80 443 6443 9345; do
    printf '  upstream servers_%s {\n    least_conn;\n' "$port"
    upstream_servers "$port"
    printf '  }\n  server {\n    listen %s;\n    proxy_pass servers_%s;\n' "$port" "$port"
    printf '    proxy_connect_timeout 2s;\n  }\n'
  done
  echo '}'
}

upstream_servers() {
  local servers server
  read -ra servers <<<"$TRAILBOSS_LOAD_BALANCER_SERVERS"
  for server in "${servers[@]}"; do
    printf '    server %s:%s max_fails=2 fail_timeout=5s;\n' "$server" "$1"
  done
}
