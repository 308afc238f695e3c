// what stands where Lambda's runtime stands: loads one deployed bundle and hands it one event at a time
import { createRequire, flushCompileCache } from 'node:module';
import { format } from 'node:util';
import type { Context } from 'aws-lambda';
import type { Ask, Tell, ThrownError } from './messages.ts';

type Handler = (event: unknown, context: Context) => Promise<unknown>;

process.on('disconnect', () => process.exit()); // whoever started us is gone, however it ended
process.on('SIGINT', () => {}); // Ctrl-C reaches the whole terminal; our parent decides when we end

flushCompileCache(); // now, because most of us are killed; and of us alone, because bundles come and go
delete process.env.NODE_COMPILE_CACHE; // ours, not the function's

let requestAtWork: string | undefined; // one at a time
if (process.env.AWS_LAMBDA_LOG_FORMAT === 'JSON') logAsJson();

const [bundle = '', functionArn = ''] = process.argv.slice(2);
const handler = load();
if (handler) process.on('message', (ask: Ask) => void run(handler, ask));

function load(): Handler | undefined {
  try {
    const { handler: loaded } = createRequire(bundle)(bundle) as { handler: Handler };
    tell({ type: 'ready' });
    return loaded;
  } catch (error) {
    tell({ type: 'broken', error: describe(error) });
    return undefined;
  }
}

async function run(handle: Handler, { requestId, event, deadlineEpochMs, traceHeader }: Ask): Promise<void> {
  requestAtWork = requestId;
  const cpuMsSince = startCpuClock();
  if (traceHeader === undefined) delete process.env._X_AMZN_TRACE_ID;
  else process.env._X_AMZN_TRACE_ID = traceHeader; // SDK clients send it along, and so Lambda counts a chain's runs
  try {
    const payload = await handle(event, contextOf(requestId, deadlineEpochMs));
    tell({ type: 'answered', requestId, payload: payload ?? null, cpuMs: cpuMsSince() });
  } catch (error) {
    console.error({ what: 'Invoke Error', ...describe(error) });
    tell({ type: 'threw', requestId, error: describe(error), cpuMs: cpuMsSince() });
  }
}

/** Answers how long this process has been at work since, in milliseconds. */
function startCpuClock(): () => number {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
}

function contextOf(requestId: string, deadlineEpochMs: number): Context {
  const name = process.env.AWS_LAMBDA_FUNCTION_NAME ?? '';
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? '',
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: `local/${process.pid}`,
    getRemainingTimeInMillis: () => Math.max(0, deadlineEpochMs - Date.now()),
    done: noCallbacks,
    fail: noCallbacks,
    succeed: noCallbacks,
  };
}

/** Writes a line as Lambda's runtime does (`src/LogPatch.js` of aws-lambda-nodejs-runtime-interface-client). */
function logAsJson(): void {
  const write =
    (level: string) =>
    (...logged: unknown[]) => {
      const message = logged.length === 1 ? logged[0] : format(...logged);
      const line = { timestamp: new Date().toISOString(), level, requestId: requestAtWork, message };
      process.stdout.write(`${JSON.stringify(line)}\n`);
    };
  Object.assign(console, {
    trace: write('TRACE'),
    debug: write('DEBUG'),
    info: write('INFO'),
    log: write('INFO'),
    warn: write('WARN'),
    error: write('ERROR'),
  });
}

function noCallbacks(): never {
  throw new Error('Node.js 24 on Lambda takes async handlers only');
}

function describe(error: unknown): ThrownError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) };
  return { errorType: error.name, errorMessage: error.message, ...(error.stack !== undefined && { stack: error.stack }) };
}

function tell(message: Tell): void {
  process.send?.(message);
}
