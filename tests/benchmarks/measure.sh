#!/usr/bin/env bash
# Installs what measuring needs where it is missing, and measures: tests/benchmarks/measure.sh compare | growth | start [OPTIONS]
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$root/artifacts"
. "$root/.ci/setup.sh"
need_sdk
need_packages rabbitmq-server python3-pika python3-matplotlib
exec /usr/bin/python3 "$root/tests/benchmarks/measure.py" "$@"
