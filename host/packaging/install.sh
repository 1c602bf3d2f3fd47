#!/usr/bin/env bash
# Builds the daemon and lays it out below a folder, as it is to lie below /:
#   host/packaging/install.sh DESTDIR
# The user, the folders for state and logs and the start of the service are the package's scripts' part (debian/postinst).
# REWORKERHOST_PUBLISHED names a folder that package.proj has filled before; it is then not built again.
set -euo pipefail
[ $# -eq 1 ] || { echo "usage: host/packaging/install.sh DESTDIR" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
published=${REWORKERHOST_PUBLISHED-}
if [ -z "$published" ]; then
  published=$root/artifacts/package
  rm -rf "$published/build/publish" # a plugin that is no more must not be packed
  dotnet build "$here/package.proj" -m -v quiet --nologo -p:Folder="$published" >&2
fi
mkdir -p "$1"
destination=$(cd "$1" && pwd)
lib=$destination/usr/lib/reworkerhost
umask 022

install -d "$lib/plugins" "$destination/usr/bin" "$destination/usr/lib/systemd/system" "$destination/etc/reworkerhost" "$destination/var/lib/reworkerhost/plugins"
cp -r "$published/build/publish/ReWorkerHost/release_linux-x64/." "$lib/"
find "$lib" -type f -exec chmod 0644 {} +
chmod 0755 "$lib/reworkerhost" "$lib/createdump"
ln -sfn ../lib/reworkerhost/reworkerhost "$destination/usr/bin/reworkerhost"
# The settings beside the program are those in /etc, so that commands find them from any folder.
ln -sfn /etc/reworkerhost/appsettings.json "$lib/appsettings.json"
install -m 0640 "$here/appsettings.json" "$destination/etc/reworkerhost/appsettings.json" # it will hold the broker's password
install -m 0644 "$here/plugins.json" "$destination/etc/reworkerhost/plugins.json"
install -m 0644 "$here/reworkerhost.service" "$destination/usr/lib/systemd/system/reworkerhost.service"

# The plugins themselves are the package's; links put them into the folder that takes dropped plugins too.
for project in "$root"/plugins/*/*.csproj; do
  name=$(basename "$project" .csproj)
  install -d "$lib/plugins/$name"
  cp -r "$published/build/publish/$name/release/." "$lib/plugins/$name/"
  find "$lib/plugins/$name" -type f -exec chmod 0644 {} +
  ln -sfn "/usr/lib/reworkerhost/plugins/$name" "$destination/var/lib/reworkerhost/plugins/$name"
done
