#!/usr/bin/env bash
# Makes a Debian machine one on which `npm run rehearse:sam` runs: Docker, started when it is not, and the SAM command line. Needs root.
# A machine that has both by other means (docs/sam.md) needs none of it. What it starts goes on running: kill "$(cat /var/run/docker.pid)"
set -euo pipefail
sam_version=1.170.0
home=${XDG_CACHE_HOME:-$HOME/.cache}/bellhop/sam-$sam_version

missing=()
command -v dockerd >/dev/null || missing+=(docker.io)
python3 -c 'import venv, ensurepip' 2>/dev/null || missing+=(python3-venv)
if ((${#missing[@]})); then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

if ! docker info >/dev/null 2>&1; then
  nohup dockerd >/var/log/bellhop-dockerd.log 2>&1 </dev/null &
  for _ in $(seq 60); do
    docker info >/dev/null 2>&1 && break
    sleep 0.5
  done
  if ! docker info >/dev/null 2>&1; then
    echo "dockerd did not start: $(tail -n 1 /var/log/bellhop-dockerd.log)" >&2
    exit 1
  fi
fi

if [[ ! -x $home/bin/sam ]]; then
  python3 -m venv "$home.new"
  "$home.new/bin/pip" install --quiet --disable-pip-version-check --no-compile "aws-sam-cli==$sam_version"
  ln -sfn "$home.new" "$home" # last, so that an interrupted install counts as none
fi
SAM_CLI_TELEMETRY=0 "$home/bin/sam" --version
