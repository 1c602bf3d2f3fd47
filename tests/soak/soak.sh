#!/usr/bin/env bash
# Replaces plugins under load and measures: lost steps, contexts that stay, memory, the time of a take-over, many plugins. About 5 minutes.
#   tests/soak/soak.sh             the exit code is 1 where a figure is not as wanted
#   REPLACEMENTS=50 RATE=100 tests/soak/soak.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
dotnet build host -c Release -v quiet --nologo
dotnet build tests/soak/driver -c Release -v quiet --nologo
folder=$(mktemp -d)
status=0
artifacts/bin/driver/release/soak artifacts/bin/ReWorkerHost/release/reworkerhost "$folder" || status=$?
if [ $status = 0 ]; then rm -rf "$folder"; else echo "The logs are in $folder."; fi
exit $status
