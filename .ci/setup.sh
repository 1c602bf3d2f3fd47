# What both scripts need; sourced by them. Says what is missing where it can't be installed.

need_sdk() {
  if ! command -v dotnet >/dev/null || ! (cd "$root" && dotnet --version >/dev/null 2>&1); then
    echo "The .NET SDK 10 is missing: install it (package dotnet-sdk-10.0 of Microsoft's Debian repository), then start again." >&2
    exit 1
  fi
}

# need_packages NAME...: Debian packages; only what is missing is installed.
need_packages() {
  local missing=() name sudo=""
  for name in "$@"; do
    dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'install ok installed' || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if ! command -v apt-get >/dev/null; then
    echo "Missing: ${missing[*]}. There is no apt-get here: install them with this system's package manager, then start again." >&2
    exit 1
  fi
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "Missing: ${missing[*]}. Install them as root: apt-get install ${missing[*]}" >&2
      exit 1
    fi
    sudo=sudo
  fi
  echo "Installing ${missing[*]} ..."
  # The system's own service is not wanted: the project starts private nodes.
  if ! { $sudo apt-get update -qq && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}"; } >"$root/artifacts/apt.log" 2>&1; then
    tail -n 5 "$root/artifacts/apt.log" >&2
    echo "apt-get could not install ${missing[*]} (the whole of it: artifacts/apt.log). Install them by hand, then start again." >&2
    exit 1
  fi
}
