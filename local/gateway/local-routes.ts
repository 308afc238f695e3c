import type { IncomingMessage } from 'node:http';
import { FunctionFailed } from '../functions/function-process.ts';
import { readBody } from '../read-body.ts';
import { NoSample } from '../sam/sent-email.ts';
import { type HttpAnswer, jsonAnswer } from './http-answer.ts';
import { localAddresses } from './local-addresses.ts';
import type { LocalDeps } from './local-deps.ts';
import { answerMail } from './mail-routes.ts';
import { answerWrong, readJson, WrongCall } from './wrong-call.ts';

const mostJson = 64 * 1024;
const mostForm = 1024 * 1024; // an e-mail, its signs escaped

/** Whether a path is one of the local system's own. */
export function isLocalPath(path: string): boolean {
  return path === '/local' || path.startsWith('/local/');
}

/** Answers one of the local system's own addresses. What the caller did wrong is said, with the status that fits. */
export async function answerLocal(request: IncomingMessage, path: string, deps: LocalDeps): Promise<HttpAnswer> {
  const query = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams;
  try {
    const mail = request.method === 'GET' && (await answerMail(path, request.headers['user-agent'] ?? '', deps));
    if (mail) return mail;
    const sample = /^\/local\/events\/(\w+)$/.exec(path)?.[1];
    if (sample && request.method === 'POST') return await sampleFor(sample, deps);
    const viewed = await deps.view({ method: request.method ?? 'GET', path, body: () => readJson(request, mostJson) });
    if (viewed) return viewed;
    const address = localAddresses[`${request.method} ${path}`];
    if (!address) throw new WrongCall(404, `there is no ${request.method} ${path} here`);
    return await address({ query, path, deps, body: () => readJson(request, mostJson), form: () => readForm(request) });
  } catch (error) {
    const wrong = answerWrong(error);
    if (wrong) return wrong;
    if (error instanceof NoSample) return jsonAnswer({ message: error.message }, 503);
    if (error instanceof FunctionFailed) return jsonAnswer({ message: error.message }, 502);
    throw error;
  }
}

async function sampleFor(name: string, { sampleEvent, sampleNames }: LocalDeps): Promise<HttpAnswer> {
  const event = await sampleEvent(name);
  if (event === undefined) throw new WrongCall(404, `there is no function "${name}"; there are: ${sampleNames().join(', ')}`);
  return jsonAnswer(event);
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams((await readBody(request, mostForm)).toString());
}
