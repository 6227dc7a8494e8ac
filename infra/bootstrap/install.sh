#!/usr/bin/env bash
# Ends every user-data: keeps the settings above for root alone, installs the start-up program, and runs it now and
# at every boot.
set -euo pipefail
ROOT=${TRAILBOSS_ROOT:-}

keep_settings() {
  local name
  for name in "${!TRAILBOSS_@}"; do
    # These two steer a rehearsal of this script; they are no settings of the machine.
    case $name in TRAILBOSS_ROOT | TRAILBOSS_WAIT_SECONDS) continue ;; esac
    printf '%s=%q\n' "$name" "${!name}"
  done
}

install -d -m 0700 "$ROOT/etc/trailboss"
install -m 0600 /dev/null "$ROOT/etc/trailboss/settings.env.new"
keep_settings >"$ROOT/etc/trailboss/settings.env.new"
mv -f "$ROOT/etc/trailboss/settings.env.new" "$ROOT/etc/trailboss/settings.env"

install -d "$ROOT/usr/local/sbin" "$ROOT/etc/systemd/system"
unpack_program >"$ROOT/usr/local/sbin/trailboss-start"
chmod 0700 "$ROOT/usr/local/sbin/trailboss-start"

# Not ordered after cloud-init, which waits for this script: the two would wait for each other.
cat >"$ROOT/etc/systemd/system/trailboss-start.service" <<'UNIT'
[Unit]
Description=Trailboss: what this machine needs to be part of its fleet
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart=/usr/local/sbin/trailboss-start
Restart=on-failure
RestartSec=30

[Install]
WantedBy=multi-user.target
UNIT

systemctl daemon-reload
systemctl enable --quiet trailboss-start.service
systemctl start trailboss-start.service
