// the first file that runs the operator's command line starts this → its commands, one after the other in one process
import * as z from 'zod';
import { answerCalls } from '../../shared-process/answer-calls.ts';

process.once('disconnect', () => process.exit());

const CommandLine = z.object({ args: z.array(z.string()), env: z.record(z.string(), z.string()), cwd: z.string().optional() });
let count = 0;
let last: Promise<unknown> = Promise.resolve();

answerCalls({
  '/run': (body) => {
    const next = last.then(() => run(CommandLine.parse(JSON.parse(body))));
    last = next.catch(() => undefined);
    return next;
  },
});

/** What one command line prints and ends with. The program is loaded anew each time; what it imports is loaded once. */
async function run({ args, env, cwd }: z.infer<typeof CommandLine>) {
  if (cwd !== undefined) process.chdir(cwd);
  const printed = { stdout: '', stderr: '' };
  const streams = (['stdout', 'stderr'] as const).map((name) => ({ stream: process[name], name, write: process[name].write }));
  for (const { stream, name } of streams)
    stream.write = (chunk: string | Uint8Array) => {
      printed[name] += typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk);
      return true;
    };
  Object.assign(process, { env, exitCode: undefined, argv: [process.execPath, 'bin/bellhop.ts', ...args] });
  count += 1;
  try {
    await import(`../../../bin/bellhop.ts?${count}`);
  } catch (error) {
    console.error(error); // as Node says what nobody caught
    process.exitCode = 1;
  } finally {
    for (const { stream, write } of streams) stream.write = write;
  }
  return { ...printed, code: Number(process.exitCode ?? 0) };
}
