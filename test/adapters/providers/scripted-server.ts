import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

type Behaviour = { status: number; body: string; headers?: Record<string, string> } | 'hang' | 'reset' | 'cut-short';

/** An HTTP server that does next what it is told, in order, and remembers what it was asked. */
export type ScriptedServer = {
  readonly url: string;
  readonly bodies: readonly string[];
  /** How many connections were ever made to it. */
  connections(): number;
  next(...behaviours: Behaviour[]): void;
  stop(): Promise<void>;
};

/** Starts one on a free port of 127.0.0.1. */
export async function startScriptedServer(): Promise<ScriptedServer> {
  const script: Behaviour[] = [];
  const bodies: string[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      bodies.push(body);
      behave(script.shift() ?? 'reset', response);
    });
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies,
    connections: () => connections,
    next: (...behaviours) => void script.push(...behaviours),
    stop: () => stop(server),
  };
}

function behave(behaviour: Behaviour, response: ServerResponse): void {
  switch (behaviour) {
    case 'hang':
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'cut-short':
      response.writeHead(200, { 'content-type': 'text/xml', 'content-length': '500' }).write('<SendRawEmailResponse>');
      void sleep(20).then(() => response.socket?.destroy());
      return;
    default:
      response.writeHead(behaviour.status, { 'content-type': 'text/xml', ...behaviour.headers }).end(behaviour.body);
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function stop(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}

/** An error as SES and SNS answer it. */
export function queryError(status: number, code: string, message: string): Behaviour {
  const type = status < 500 ? 'Sender' : 'Receiver';
  return {
    status,
    body: `<ErrorResponse><Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r1</RequestId></ErrorResponse>`,
  };
}

/** An answer as SES and SNS give it when they have accepted something. */
export function queryAnswer(action: string, messageId: string): Behaviour {
  return {
    status: 200,
    body: `<${action}Response><${action}Result><MessageId>${messageId}</MessageId></${action}Result><ResponseMetadata><RequestId>r1</RequestId></ResponseMetadata></${action}Response>`,
  };
}

/** An answer, or an error by its `__type`, as AWS JSON 1.0 has it. */
export function jsonAnswer(status: number, answer: Record<string, unknown>): Behaviour {
  return { status, body: JSON.stringify(answer), headers: { 'content-type': 'application/x-amz-json-1.0' } };
}
