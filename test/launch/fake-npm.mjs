/** Stands in for npm on the PATH: notes what it was asked, then behaves as FAKE_NPM_MOOD says. */
import { appendFileSync, chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const mood = process.env.FAKE_NPM_MOOD;
const words = process.argv.slice(2).filter((arg) => !arg.startsWith('-'));
const prefix = process.argv[process.argv.indexOf('--prefix') + 1];
const asked = words.filter((word) => word !== prefix).join(' ');
appendFileSync(process.env.FAKE_NPM_CALLS, `${asked} pid=${process.pid}\n`);

if (mood === 'hangs') {
  mkdirSync('node_modules/half', { recursive: true });
  setInterval(() => {}, 1000);
} else if (mood === 'offline') {
  process.stderr.write(`npm error code ENOTFOUND
npm error syscall getaddrinfo
npm error errno ENOTFOUND
npm error network request to https://registry.example/zod failed, reason: getaddrinfo ENOTFOUND registry.example
npm error network This is a problem related to network connectivity.
npm error A complete log of this run can be found in: /somewhere/debug-0.log
`);
  process.exit(1);
} else if (asked === 'ci') {
  mkdirSync('node_modules', { recursive: true });
} else {
  const name = words.at(-1).replace(/@.*/, '');
  const bin = join(prefix, 'node_modules', name, 'bin');
  mkdirSync(bin, { recursive: true });
  const version = mood === 'fetches-nonsense' ? 'v4.0.0' : 'v24.9.0';
  writeFileSync(
    join(bin, 'node'),
    `#!/bin/sh\nif [ "$1" = --version ]; then echo ${version}; else exec "${process.execPath}" "$@"; fi\n`,
  );
  chmodSync(join(bin, 'node'), 0o755);
}
