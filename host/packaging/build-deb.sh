#!/usr/bin/env bash
# Builds the Debian package, and prints its path:
#   host/packaging/build-deb.sh [FOLDER]      default: artifacts/package
# REWORKERHOST_COMPRESSION is xz, or another that dpkg-deb knows; none is the quickest.
# The same commit gives the same bytes: times are those of the commit, or of SOURCE_DATE_EPOCH.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
folder=${1:-$root/artifacts/package}
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$root/Directory.Build.props")
[ -n "$version" ] || { echo "Directory.Build.props has no <Version>" >&2; exit 1; }
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || echo 0)}
release=$version-1
mkdir -p "$folder"
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
chmod 0755 "$stage"
umask 022

"$here/install.sh" "$stage"
doc=$stage/usr/share/doc/reworkerhost
install -d "$doc" "$stage/DEBIAN"
install -m 0644 "$here/debian/copyright" "$doc/copyright"
gzip -9n <"$root/CHANGELOG.md" >"$doc/changelog.gz"
printf 'reworkerhost (%s) stable; urgency=medium\n\n  * Release %s; what has changed is in changelog.gz.\n\n -- The ReWorkerHost developers <reworkerhost@localhost>  %s\n' \
  "$release" "$version" "$(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")" | gzip -9n >"$doc/changelog.Debian.gz"

size=$(find "$stage" -path "$stage/DEBIAN" -prune -o -type f -printf '%s\n' | awk '{ kib += int(($1 + 1023) / 1024) } END { print kib }')
sed -e "s/@VERSION@/$release/" -e "s/@SIZE@/$size/" "$here/debian/control" >"$stage/DEBIAN/control"
install -m 0644 "$here/debian/conffiles" "$stage/DEBIAN/conffiles"
install -m 0755 "$here/debian/postinst" "$here/debian/prerm" "$here/debian/postrm" "$stage/DEBIAN/"
(cd "$stage" && find . -path ./DEBIAN -prune -o -type f -printf '%P\0' | sort -z | xargs -0 md5sum) >"$stage/DEBIAN/md5sums"
find "$stage" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
deb=$folder/reworkerhost_${release}_amd64.deb
dpkg-deb --root-owner-group --uniform-compression -Z"${REWORKERHOST_COMPRESSION:-xz}" --build "$stage" "$deb" >&2
echo "$deb"
