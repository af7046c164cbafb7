#!/usr/bin/env bash
# Installs the peers that the race runs beside ParallelGen: Debian's Python packages, and Node's into peers/node/node_modules.
set -eu
cd "$(dirname "$0")"

sudo=
if [ "$(id -u)" -ne 0 ]; then sudo=sudo; fi

if command -v apt-get >/dev/null; then
  $sudo apt-get update -qq
  $sudo apt-get install -y -qq --no-install-recommends python3 python3-numpy python3-joblib python3-pebble >/dev/null
else
  echo "There is no apt-get: install numpy, joblib and pebble for a python3 on the path."
fi

if command -v npm >/dev/null; then
  npm install --prefix peers/node --no-package-lock --no-audit --no-fund --loglevel=error
else
  echo "There is no npm: install Node with npm, for instance by apt-get install nodejs npm, and run this again."
fi
