# What every script runs in. It comes through standard input, which stays open until the daemon wants it to end.

# The locale makes the programs' messages English and their text UTF-8.
LC_ALL=C.UTF-8
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export LC_ALL PATH
unset CDPATH
mark=

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

# A script with something to tidy up declares it anew.
clean() { :; }

leave() {
  clean
  kill -KILL "$watcher" 2>/dev/null
}

# Ends everything in this group of processes once standard input has ended: the daemon has cancelled the step, or is gone.
watch() {
  trap '' TERM HUP INT
  while read -r line <&3; do :; done
  kill -TERM 0
  sleep 2
  kill -KILL 0
}

main() {
  mark=$1
  shift
  exec 3<&0 </dev/null
  watch >/dev/null 2>&1 &
  watcher=$!
  exec 3<&-
  trap leave EXIT
  trap 'exit 143' TERM HUP INT
  printf '%s begin\n' "$mark"
  run "$@"
  printf '%s end\n' "$mark"
  exit 0
}
