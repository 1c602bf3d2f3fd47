#!/usr/bin/env bash
# Builds everything, starts the daemon on a private broker, runs the ready playbook and stays up.
#   ./run.sh          Ctrl-C stops all
#   ./run.sh --once   stops after the playbook, with its exit code
set -euo pipefail
root=$(cd "$(dirname "$0")" && pwd)
once=
case ${1-} in
  --once) once=1 ;;
  "") ;;
  *) echo "usage: ./run.sh [--once]" >&2; exit 2 ;;
esac
cd "$root"
mkdir -p artifacts runtime/plugins state
. .ci/setup.sh
if [ -e state/host.lock ] && ! flock -n state/host.lock true; then
  # A build would overwrite the files that it runs from.
  echo "A daemon already runs here: stop it first. Its process id is in state/ready.json, its log is state/logs/reworkerhost.log." >&2
  exit 1
fi
need_sdk
need_packages git rabbitmq-server

host=artifacts/publish/host/reworkerhost
build() {
  local project name
  echo "Building ..."
  dotnet publish host -c Release -o artifacts/publish/host -v quiet --nologo
  for project in plugins/*/*.csproj; do
    name=$(basename "$(dirname "$project")")
    dotnet publish "$project" -c Release -o "artifacts/publish/$name" -v quiet --nologo
    rm -rf "runtime/plugins/.$name"
    cp -r "artifacts/publish/$name" "runtime/plugins/.$name" # a name with a dot in front is no plugin yet
    rm -rf "runtime/plugins/$name"
    mv "runtime/plugins/.$name" "runtime/plugins/$name"
  done
  touch artifacts/built
}
if [ ! -e artifacts/built ] || [ ! -x $host ] || [ -z "$(ls runtime/plugins)" ] || [ -n "$(find host plugins plugin-abstractions Directory.*.props global.json -newer artifacts/built -print -quit)" ]; then
  build
fi

echo "Starting the daemon with a private RabbitMQ node (6 to 12 s) ..."
$host run --config plugins.json --state state >artifacts/console.log 2>&1 </dev/null &
daemon=$!
tail=
stop() {
  trap 'hurry' INT TERM
  kill -TERM "$daemon" 2>/dev/null || true
  while kill -0 "$daemon" 2>/dev/null; do wait "$daemon" || true; done # a signal interrupts the wait
  [ -z "$tail" ] || kill "$tail" 2>/dev/null || true # it ignores Ctrl-C, as all that a script starts with & does
}
hurry() {
  echo "Cancelling the running steps ..."
  kill -TERM "$daemon" 2>/dev/null || true
}
trap 'echo; echo "Stopping when the running steps have ended, after 60 s at most; Ctrl-C again cancels them ..."; stop; exit 130' INT TERM
until grep -qs "\"pid\":$daemon[,}]" state/ready.json; do
  if ! kill -0 "$daemon" 2>/dev/null; then
    tail -n 20 artifacts/console.log >&2
    echo "The daemon did not start; the whole of what it said: artifacts/console.log" >&2
    exit 1
  fi
  sleep 0.1
done
grep -E "Plugin |Ready:" artifacts/console.log || true

echo
status=0
$host release docs/playbooks/first-release.yaml --state state || status=$?
if [ -n "$once" ]; then
  stop
  exit $status
fi
page=$(sed -n 's/.*"http":\["\([^"]*\)".*/\1/p' state/ready.json)
cat <<TEXT

The daemon is up, and its log follows. Ctrl-C stops all.
  See and steer:  ${page:-the page is not served; artifacts/console.log says why}
  Drop a worker:  copy <Name>/<Name>.dll with its dependencies, or a single DLL, into $root/runtime/plugins
  Submit a step:  $host submit noop:Hello greeting=hi --state state
  Run a playbook: $host release docs/playbooks/first-release.yaml --state state

TEXT
tail -n 0 -F state/logs/reworkerhost.log 2>/dev/null &
tail=$!
wait "$daemon" || status=$?
kill "$tail" 2>/dev/null || true
exit $status
