#!/bin/sh
# Installs, updates or removes the plugin in Redmine (5.0 or later); run on its host as the owner of its files:
#   ./install.sh --url https://front.example/webhooks/executors --secret-file FILE --project it-executors --login sync
#   ./install.sh --remove
# --redmine DIR  where Redmine lives (default /usr/share/redmine, then /opt/redmine)
# --login        the account that the front uses; without it events carry ids only
# --sla-fields   issue fields in which the front shows contract and deadlines, by commas: "Service contract,Reaction due,Resolution due,Service,Organisation,Requester"
# --key-field    the issue field of the front's number (default "External Key")
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)
usage() { sed -n '2,8s/^# \{0,1\}//p' "$0"; }
fail() { echo "$1" >&2; usage >&2; exit 2; }

task=install redmine=''
for dir in /opt/redmine /usr/share/redmine; do if [ -f "$dir/config/routes.rb" ]; then redmine=$dir; fi; done
while [ $# -gt 0 ]; do
  case $1 in
    --remove) task=remove; shift; continue ;;
    --help) usage; exit 0 ;;
    --url | --secret-file | --project | --login | --key-field | --sla-fields | --redmine) [ $# -ge 2 ] || fail "$1 needs a value" ;;
    *) fail "I do not understand: $1" ;;
  esac
  case $1 in
    --url) export URL="$2" ;;
    --secret-file) SECRET_FILE=$(cd "$(dirname "$2")" && pwd -P)/$(basename "$2"); export SECRET_FILE ;;
    --project) export PROJECT="$2" ;;
    --login) export LOGIN="$2" ;;
    --key-field) export KEY_FIELD="$2" ;;
    --sla-fields) export SLA_FIELDS="$2" ;;
    --redmine) redmine=$2 ;;
  esac
  shift 2
done
[ -f "$redmine/config/routes.rb" ] || fail "no Redmine found: name its directory with --redmine"

plugin=$redmine/plugins/sagadesk_webhook
if [ "$task" = install ]; then
  mkdir -p "$redmine/plugins"
  rm -rf "$plugin"
  cp -R "$here/sagadesk_webhook" "$plugin"
fi
# Debian 12: its newer Ruby brings a bundler that takes every packaged gem for deleted; the packaged one is right.
if [ -z "${BUNDLER_VERSION:-}" ] && [ -d /usr/share/rubygems-integration/all/specifications ]; then
  packaged=$(ls /usr/share/rubygems-integration/all/specifications | sed -n 's/^bundler-\(.*\)\.gemspec$/\1/p' | tail -n 1)
  if [ -n "$packaged" ]; then export BUNDLER_VERSION="$packaged"; fi
fi
(cd "$redmine" && RAILS_ENV=${RAILS_ENV:-production} RUBYOPT=${RUBYOPT:--W0} bundle exec rake "sagadesk:$task")
if [ "$task" = remove ]; then rm -rf "$plugin"; fi
echo "Now restart Redmine: plugins are loaded at its start."
