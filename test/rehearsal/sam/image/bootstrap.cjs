#!/var/lang/bin/node
// what AWS's image has as /var/runtime/bootstrap, as far as one function at a time needs it:
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
const { createRequire } = require('node:module');
const { join } = require('node:path');

const { AWS_LAMBDA_RUNTIME_API, LAMBDA_TASK_ROOT = '/var/task', _HANDLER = 'index.handler' } = process.env;
const runtime = `http://${AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;

/** Events may be long in coming, so nothing may give up waiting for the next one. */
async function next() {
  const answer = await fetch(`${runtime}/invocation/next`);
  const header = (name) => answer.headers.get(`lambda-runtime-${name}`);
  const deadline = Number(header('deadline-ms'));
  const context = {
    awsRequestId: header('aws-request-id'),
    invokedFunctionArn: header('invoked-function-arn'),
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
  return { event: await answer.json(), context };
}

function tell(path, body) {
  return fetch(`${runtime}/${path}`, { method: 'POST', body: JSON.stringify(body ?? null) });
}

function described(error) {
  console.error(error);
  return { errorType: error?.name ?? typeof error, errorMessage: String(error?.message ?? error) };
}

function load() {
  const [file, name] = _HANDLER.split('.');
  return createRequire(join(LAMBDA_TASK_ROOT, '/'))(join(LAMBDA_TASK_ROOT, file))[name];
}

async function run() {
  const handler = load();
  for (;;) {
    const { event, context } = await next();
    const invocation = `invocation/${context.awsRequestId}`;
    await handler(event, context).then(
      (payload) => tell(`${invocation}/response`, payload),
      (error) => tell(`${invocation}/error`, described(error)),
    );
  }
}

run().catch(async (error) => {
  await tell('init/error', described(error));
  process.exit(1);
});
