import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { BodyTooLarge, readBody } from '../read-body.ts';
import { type HttpAnswer, jsonAnswer } from './http-answer.ts';

/** The call cannot be answered as asked. */
export class WrongCall extends Error {
  override readonly name = 'WrongCall';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Says what the caller did wrong, with the status that fits; nothing where the fault is not theirs. */
export function answerWrong(error: unknown): HttpAnswer | undefined {
  if (error instanceof WrongCall) return jsonAnswer({ message: error.message }, error.status);
  if (error instanceof z.ZodError) return jsonAnswer({ message: z.prettifyError(error) }, 400);
  if (error instanceof BodyTooLarge) return jsonAnswer({ message: error.message }, 413);
  return undefined;
}

/**
 * Reads a request's body as JSON.
 * @throws WrongCall when it is none, BodyTooLarge beyond `maxBytes`.
 */
export async function readJson(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  const text = (await readBody(request, maxBytes)).toString();
  try {
    return JSON.parse(text);
  } catch {
    throw new WrongCall(400, 'the body is not readable JSON');
  }
}
