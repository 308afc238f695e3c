import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What AWS answers to an operation: fields as its API model names them, or `{ $error }`. */
export type Recorded = Record<string, unknown> | { $error: { code: string; message: string; status?: number } } | 'silence';

/** Answers by operation, or by operation and what it is about: `GetEmailIdentity example.com`. `{endpoint}` becomes the address of the double. */
export type Recordings = Record<string, Recorded>;

/** An HTTP server that speaks AWS's protocols to real SDK clients, from recorded answers. */
export type AwsDouble = { endpoint: string; answers: Recordings; asked: string[]; date?: Date; stop: () => Promise<void> };

/** Starts one on a free port of 127.0.0.1. An operation without an answer fails as AWS does without the right to it. */
export async function startAwsDouble(): Promise<AwsDouble> {
  const double: AwsDouble = { endpoint: '', answers: {}, asked: [], stop: async () => {} };
  const server = createServer((request, response) => void serve(request, response, double));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  double.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  double.stop = () =>
    new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return double;
}

async function serve(request: IncomingMessage, response: ServerResponse, double: AwsDouble): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { protocol, operation, about } = operationOf(request, Buffer.concat(chunks).toString());
  double.asked.push(operation);
  const recorded = double.answers[`${operation} ${about}`] ?? double.answers[operation] ?? notAllowed(operation);
  if (recorded === 'silence') return void request.socket.destroy();

  const answer = JSON.parse(JSON.stringify(recorded).replaceAll('{endpoint}', double.endpoint));
  const date = (double.date ?? new Date()).toUTCString();
  const { status, type, body, errorCode } = render(protocol, operation, answer);
  response.writeHead(status, { 'content-type': type, date, ...(errorCode !== undefined && { 'x-amzn-errortype': errorCode }) });
  response.end(body);
}

function notAllowed(operation: string): Recorded {
  return {
    $error: {
      code: 'AccessDeniedException',
      status: 403,
      message: `User: arn:aws:iam::123456789012:user/o is not authorized to perform: ${operation}`,
    },
  };
}

type Protocol = 'json' | 'query' | 'rest';

/** REST paths of the operations that are asked for, from AWS's API models; the group is what the call is about. */
const paths: readonly (readonly [RegExp, string])[] = [
  [/^GET \/v2\/email\/account$/, 'GetAccount'],
  [/^DELETE \/v2\/email\/suppression\/addresses\/([^/]+)$/, 'DeleteSuppressedDestination'],
  [/^GET \/v2\/email\/identities\/([^/]+)$/, 'GetEmailIdentity'],
  [/^GET \/v2\/email\/configuration-sets\/([^/]+)$/, 'GetConfigurationSet'],
  [/^GET \/v2\/email\/configuration-sets\/([^/]+)\/event-destinations$/, 'GetConfigurationSetEventDestinations'],
  [/^GET \/2016-08-19\/account-settings\/?$/, 'GetAccountSettings'],
  [/^GET \/2015-03-31\/functions\/([^/]+)\/configuration$/, 'GetFunctionConfiguration'],
  [/^GET \/2015-03-31\/event-source-mappings\/?$/, 'ListEventSourceMappings'],
  [/^GET \/v2\/apis\/([^/]+)$/, 'GetApi'],
  [/^GET \/v1\/health$/, 'the API'],
];

function operationOf(
  { headers, method, url = '/' }: IncomingMessage,
  body: string,
): { protocol: Protocol; operation: string; about: string } {
  const target = headers['x-amz-target'];
  if (typeof target === 'string')
    return { protocol: 'json', operation: target.split('.')[1] ?? '', about: aboutIn(JSON.parse(body)) };
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    const form = new URLSearchParams(body);
    return { protocol: 'query', operation: form.get('Action') ?? '', about: form.get('NextToken') ?? '' };
  }
  const call = `${method} ${url.split('?')[0]}`;
  for (const [path, operation] of paths) {
    const found = path.exec(call);
    if (found) return { protocol: 'rest', operation, about: decodeURIComponent(found[1] ?? '') };
  }
  throw new Error(`the double does not know ${call}`);
}

/** A queue's name or an item's key, so that each can have an answer of its own. */
function aboutIn({ QueueUrl, Key }: { QueueUrl?: string; Key?: { pk: { S: string } } }): string {
  return QueueUrl?.split('/').at(-1) ?? Key?.pk.S ?? '';
}

function render(protocol: Protocol, operation: string, answer: Record<string, unknown>) {
  const error = answer.$error as { code: string; message: string; status?: number } | undefined;
  if (protocol === 'query') return { ...renderQuery(operation, answer, error), errorCode: undefined };
  const type = protocol === 'json' ? 'application/x-amz-json-1.1' : 'application/json';
  if (error === undefined)
    return { status: Number(answer.$status ?? 200), type, body: JSON.stringify(answer), errorCode: undefined };
  return {
    status: error.status ?? 400,
    type,
    body: JSON.stringify({ __type: error.code, message: error.message }),
    errorCode: error.code,
  };
}

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html: lists of `member`, maps of `entry`. */
function renderQuery(
  operation: string,
  answer: Record<string, unknown>,
  error?: { code: string; message: string; status?: number },
) {
  const id = '<RequestId>7a62c49f-347e-4fc4-9331-6e8eb9ba0001</RequestId>';
  if (error !== undefined) {
    const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message></Error>${id}</ErrorResponse>`;
    return { status: error.status ?? 400, type: 'text/xml', body };
  }
  const result = `<${operation}Result>${toXml(answer)}</${operation}Result>`;
  return {
    status: 200,
    type: 'text/xml',
    body: `<${operation}Response>${result}<ResponseMetadata>${id}</ResponseMetadata></${operation}Response>`,
  };
}

function toXml(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => `<member>${toXml(item)}</member>`).join('');
  if (typeof value !== 'object' || value === null) return escapeXml(String(value));
  if ('$map' in value)
    return Object.entries(value.$map as object)
      .map(([key, item]) => `<entry><key>${key}</key><value>${toXml(item)}</value></entry>`)
      .join('');
  return Object.entries(value)
    .map(([name, item]) => `<${name}>${toXml(item)}</${name}>`)
    .join('');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
