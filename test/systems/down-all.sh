#!/bin/bash
# down-all.sh [DIR]   stops and removes every instance below DIR (default: SYSTEMS_DIR) that a run of the suites shared
set -eu
dir=${1:-${SYSTEMS_DIR:?name the directory}}
here=$(cd "$(dirname "$0")" && pwd -P)
for one in "$dir"/{,worker-*/}{request-tracker,redmine-sqlite,redmine-pgsql}; do
  system=$(basename "$one"); system=${system%-sqlite}; system=${system%-pgsql}
  if [ -d "$one" ]; then "$here/$system/down.sh" "$one"; fi
done
