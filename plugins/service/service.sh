# Has the system's service manager do something with one service.

# Runs the manager. A service may keep its output open for ever, so that is a file, and not the pipe that the daemon waits at.
manage() {
  file=$(mktemp) || fail "there is no room for a temporary file"
  "$@" >"$file" 2>&1
  status=$?
  tail -c 8000 "$file" >&2
  rm -f "$file"
  return $status
}

clean() { [ -z "${file-}" ] || rm -f "$file"; }

choose() {
  if [ -d /run/systemd/system ] && command -v systemctl >/dev/null; then
    manager=systemctl
  elif command -v service >/dev/null; then
    manager=service
  else
    fail "there is neither a running systemd nor the program service here: nothing can be done with a service"
  fi
}

unknown() { fail "there is no service $name here, says $manager"; }

with_systemctl() {
  found=$(systemctl show --property=LoadState -- "$name" 2>&1) || fail "systemctl can't be asked: $found"
  [ "${found#*=}" != not-found ] || unknown
  if [ "$command" = status ]; then
    found=$(systemctl show --property=ActiveState -- "$name" 2>&1) || fail "systemctl can't be asked: $found"
    case ${found#*=} in
      active) state=running ;;
      inactive) state=stopped ;;
      activating) state=starting ;;
      deactivating) state=stopping ;;
      *) state=${found#*=} ;;
    esac
  else
    manage systemctl --no-ask-password "$command" -- "$name" || fail "systemctl $command $name ended with exit code $?"
  fi
}

with_service() {
  [ -x "/etc/init.d/$name" ] || [ -x "/etc/rc.d/init.d/$name" ] || unknown
  manage service "$name" "$command"
  code=$?
  if [ "$command" = status ]; then
    case $code in
      0) state=running ;;
      1 | 2) state=dead ;;
      3) state=stopped ;;
      *) fail "service $name status ended with exit code $code, which says nothing of the service" ;;
    esac
  else
    [ $code = 0 ] || fail "service $name $command ended with exit code $code"
  fi
}

# run COMMAND MANAGER SERVICE
run() {
  command=$1
  manager=$2
  name=$3
  state=
  command -v "${manager#auto}" >/dev/null || [ "$manager" = auto ] || fail "the program $manager is not here: set plugins.service.settings.manager to the one that is"
  [ "$manager" != auto ] || choose
  "with_$manager"
  printf '%s\n' "$state"
}
