import { SignatureV4 } from '@smithy/signature-v4';

/** Who calls: what any AWS client has in its settings. */
export type CallerConfig = ConstructorParameters<typeof SignatureV4>[0];

/** Says what CloudWatch Logs refused, by its own name for it. */
class LogsError extends Error {}

/**
 * One call of CloudWatch Logs, signed as its client would: the few that there are come at a deploy, and need no client of their own. AWS JSON 1.1.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html
 * @throws Error with the name that AWS gave it.
 */
export async function callLogs(
  action: string,
  input: Record<string, unknown>,
  caller: Omit<CallerConfig, 'service'>,
): Promise<void> {
  const url = new URL(await endpointOf(caller));
  const signed = await new SignatureV4({ ...caller, service: 'logs' }).sign({
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port !== '' && { port: Number(url.port) }),
    path: '/',
    headers: {
      host: url.host,
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `Logs_20140328.${action}`,
    },
    body: JSON.stringify(input),
  });
  const { host: _, ...headers } = signed.headers; // fetch sets it itself
  const response = await fetch(url, { method: 'POST', headers, body: signed.body });
  if (!response.ok) throw await errorOf(response);
}

/** Where AWS has the service, or where the environment says instead, as clients read it. */
async function endpointOf({ region }: Pick<CallerConfig, 'region'>): Promise<string> {
  const { AWS_ENDPOINT_URL_CLOUDWATCH_LOGS, AWS_ENDPOINT_URL } = process.env;
  const named = typeof region === 'string' ? region : await region();
  const suffix = named.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return AWS_ENDPOINT_URL_CLOUDWATCH_LOGS ?? AWS_ENDPOINT_URL ?? `https://logs.${named}.${suffix}`;
}

async function errorOf(response: Response): Promise<Error> {
  const text = await response.text();
  const [, name = `HTTP ${response.status}`] = /"__type":\s*"(?:[\w.]+#)?(\w+)"/.exec(text) ?? [];
  return Object.assign(new LogsError(text.slice(0, 300)), { name });
}
