#!/usr/bin/env bash
# The chart and the Terraform module by their own tools. What is not here, or would need the network, is skipped by name;
# the tests in test/infra check more, and run everywhere.
set -euo pipefail
cd "$(dirname "$0")/../.."

chart=infra/helm/cutroom
module=infra/terraform
failed=0
skip() { echo "skipped: $1 ($2)"; }
check() {
  local name=$1
  shift
  if "$@"; then echo "ok: $name"; else
    echo "FAILED: $name"
    failed=1
  fi
}

helm=$(command -v helm || ls node_modules/.cache/cutroom/helm-* 2>/dev/null | tail -1 || true)
rendered=$(mktemp)
trap 'rm -f "$rendered"' EXIT
render() {
  "$helm" template cutroom "$chart" --namespace cutroom --set autoscaling.enabled=true --set metrics.podMonitor.enabled=true \
    --set api.ingress.enabled=true --set api.ingress.host=cutroom.example > "$rendered"
}
if [ -z "$helm" ]; then
  skip 'helm lint, helm template' 'no helm; make helm fetches one'
else
  check 'helm lint' "$helm" lint --quiet --strict "$chart"
  check 'helm template' render
  if ! command -v kubeconform > /dev/null; then
    skip 'kubeconform' 'not installed'
  else
    check 'kubeconform' kubeconform -strict -ignore-missing-schemas -summary "$rendered"
  fi
fi

terraform=$(command -v terraform || command -v tofu || true)
if [ -z "$terraform" ]; then
  skip 'terraform fmt, terraform validate' 'no terraform or tofu'
else
  check 'terraform fmt' "$terraform" fmt -check -diff -recursive "$module"
  if [ -d "$module/.terraform/providers" ]; then
    check 'terraform validate' "$terraform" -chdir="$module" validate -no-color
  else
    skip 'terraform validate' "needs the providers: $(basename "$terraform") -chdir=$module init -backend=false"
  fi
fi
exit "$failed"
