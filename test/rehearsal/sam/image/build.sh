#!/usr/bin/env bash
# Makes an image that stands for AWS's public.ecr.aws/lambda/nodejs:24, for machines that cannot reach AWS's registry: this machine's own
# Node 24, shell and libraries, and a small runtime client. SAM puts AWS's Runtime Interface Emulator in by itself.
# Usage: build.sh <node 24 binary> <image name>
set -euo pipefail
node=$1 image=$2
here=$(cd "$(dirname "$0")" && pwd)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

mkdir -p "$root"/{bin,tmp,opt,var/task,var/runtime,var/lang/bin,etc}
cp "$node" "$root/var/lang/bin/node"
for program in sh mv chmod; do cp -L "$(command -v "$program")" "$root/bin/$program"; done
for file in "$root"/bin/* "$root/var/lang/bin/node"; do
  ldd "$file" | grep -oE '/[^ )]+' | while read -r library; do
    mkdir -p "$root$(dirname "$library")"
    cp -Ln "$library" "$root$library" || true
  done
done
for library in $(ldconfig -p | grep -oE '/[^ ]+/libnss_(files|dns)\.so\.2'); do cp -L "$library" "$root$library"; done # who is host.docker.internal
cp "$here/bootstrap.cjs" "$root/var/runtime/bootstrap"
chmod 755 "$root/var/runtime/bootstrap" && chmod 1777 "$root/tmp"

tar -C "$root" -c . | docker import \
  -c 'ENV LAMBDA_TASK_ROOT=/var/task LAMBDA_RUNTIME_DIR=/var/runtime PATH=/var/lang/bin:/bin TZ=UTC' \
  -c 'WORKDIR /var/task' -c 'ENTRYPOINT ["/var/runtime/bootstrap"]' - "$image" >/dev/null
