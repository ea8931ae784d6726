#!/bin/sh
# Installs, updates or removes the hook in Request Tracker 5; run on its host as a user who may read RT's settings:
#   ./install.sh --url https://front.example/webhooks/helpdesk --secret-file FILE [--queue Support]...
#   ./install.sh --remove
# RT's libraries are looked for where Debian and RT's own installation put them; RT_LIB names another place.
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)
for lib in "${RT_LIB:-}" /usr/share/request-tracker5/lib /opt/rt5/lib; do
  if [ -n "$lib" ] && [ -f "$lib/RT.pm" ]; then exec perl -I"$lib" -I"$here/lib" "$here/install.pl" "$@"; fi
done
echo "No Request Tracker 5 found on this host: set RT_LIB to the directory that holds its RT.pm." >&2
exit 3
