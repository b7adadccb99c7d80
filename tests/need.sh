#!/bin/sh
# Say what the machine lacks, before anything fails with a worse message.
# usage: need.sh site|test PYTHON
python=$2
missing=""
command -v "$python" >/dev/null 2>&1 || missing="$missing python3"
command -v git >/dev/null 2>&1 || missing="$missing git"
if [ -z "$missing" ]; then
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "briefing needs Python 3.11 or newer; $("$python" --version) is here. Name another: make PYTHON=python3.12" >&2
    exit 1
  }
  "$python" -c 'import venv, ensurepip' 2>/dev/null || missing="$missing python3-venv"
fi
if [ -n "$missing" ]; then
  echo "Missing:$missing. On Debian: apt-get install$missing" >&2
  exit 1
fi
[ "$1" = test ] || exit 0

# The browser tests use Debian's Chromium. It is installed where that is allowed; elsewhere they
# are skipped and say so, except under CI=true, where they fail.
if [ -z "${CHROMIUM:-}" ] && ! command -v chromium >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser tests ..."
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 ||
      echo "Chromium could not be installed: apt-get install chromium" >&2
  else
    echo "No Chromium here: the browser tests will be skipped. On Debian: apt-get install chromium" >&2
  fi
fi
exit 0
