#!/usr/bin/env bash
set -euo pipefail
RKE2_DATA=/var/lib/rancher/rke2

step_rancher_server() {
  # Written once: what the server has joined does not change by a reboot, and its own file may have been amended since.
  if [[ ! -d $ROOT$RKE2_DATA/server/db ]]; then
    write_file 0600 /etc/rancher/rke2/config.yaml < <(rke2_settings)
    if [[ $TRAILBOSS_RANCHER_FIRST == true ]]; then
      write_file 0600 "$RKE2_DATA/server/manifests/trailboss-rancher.yaml" < <(rancher_manifests)
    fi
  fi
  install_rke2
  CHANGED=no run_service rke2-server
}

# A version that is there already stays: an upgrade moves one server at a time, after a snapshot, and no reboot does it.
install_rke2() {
  local script
  [[ $TRAILBOSS_KUBERNETES_VERSION == *+rke2* ]] ||
    fail "Rancher servers run RKE2, and $TRAILBOSS_KUBERNETES_VERSION is no version of it"
  if [[ -x $ROOT/usr/local/bin/rke2 ]]; then return; fi
  script=$(mktemp)
  curl -fsSL --retry 5 -o "$script" https://get.rke2.io
  INSTALL_RKE2_VERSION=$TRAILBOSS_KUBERNETES_VERSION INSTALL_RKE2_TYPE=server sh "$script"
  rm -f "$script"
}

rke2_settings() {
  printf 'token: %s\n' "$(json_string "$TRAILBOSS_RANCHER_JOIN_TOKEN")"
  printf 'tls-san:\n'
  printf '  - %s\n' "$(json_string "$TRAILBOSS_RANCHER_HOSTNAME")" "$(json_string "$TRAILBOSS_RANCHER_JOIN_ADDRESS")"
  printf 'write-kubeconfig-mode: "0600"\n'
  if [[ $TRAILBOSS_RANCHER_FIRST != true ]] || cluster_answers; then
    printf 'server: %s\n' "$(json_string "https://$TRAILBOSS_RANCHER_JOIN_ADDRESS:9345")"
  fi
}

# The first server, lost and made anew, finds the cluster of the others here: it joins that and makes no second one.
cluster_answers() { curl -fsSk --max-time 5 -o /dev/null "https://$TRAILBOSS_RANCHER_JOIN_ADDRESS:9345/ping"; }

# RKE2 applies what lies in its manifests folder and keeps trying, so Rancher may come before its certificates' manager.
# The password goes in as the secret that Rancher's chart takes over where it finds it: so it is in no chart values.
rancher_manifests() {
  local charts=https://releases.rancher.com/server-charts/latest
  helm_chart cert-manager cert-manager https://charts.jetstack.io "$TRAILBOSS_CERT_MANAGER_VERSION" <<'VALUES'
    crds:
      enabled: true
VALUES
  cat <<MANIFESTS
---
apiVersion: v1
kind: Namespace
metadata:
  name: cattle-system
---
apiVersion: v1
kind: Secret
metadata:
  name: bootstrap-secret
  namespace: cattle-system
  labels:
    app.kubernetes.io/managed-by: Helm
  annotations:
    meta.helm.sh/release-name: rancher
    meta.helm.sh/release-namespace: cattle-system
stringData:
  bootstrapPassword: $(json_string "$TRAILBOSS_RANCHER_BOOTSTRAP_PASSWORD")
MANIFESTS
  helm_chart rancher cattle-system "$charts" "$TRAILBOSS_RANCHER_VERSION" <<VALUES
    hostname: $(json_string "$TRAILBOSS_RANCHER_HOSTNAME")
    replicas: 3
VALUES
}

# helm_chart NAME NAMESPACE REPOSITORY VERSION <values
helm_chart() {
  cat <<CHART
---
apiVersion: helm.cattle.io/v1
kind: HelmChart
metadata:
  name: $1
  namespace: kube-system
spec:
  chart: $1
  repo: $3
  version: $(json_string "$4")
  targetNamespace: $2
  createNamespace: true
  valuesContent: |
$(cat)
CHART
}
