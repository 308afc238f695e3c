// what `npm run bellhop -- …` starts in the walk: has the process that loaded the command line run it here (start-operator.ts)
import { request } from 'node:http';
import { text } from 'node:stream/consumers';

const [operator, ...args] = process.argv.slice(2);

request(`${operator}/run`, { method: 'POST' }, async (answer) => {
  const body = await text(answer);
  const { stdout, stderr, code } = answer.statusCode === 200 ? JSON.parse(body) : { stdout: '', stderr: body, code: 1 };
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = code;
}).end(JSON.stringify({ args, env: process.env, cwd: process.cwd() }));
