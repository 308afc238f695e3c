import type { ProviderAnswer } from '../../core/delivery/ports/providers.ts';
import { answerTo } from './provider-answer.ts';

/** The JSON of an answer; nothing where it is none, as from somebody in between, whose page says nothing and whose status does. */
export function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Decides what a call amounts to that was never answered. */
export function silence(error: unknown): ProviderAnswer {
  return answerTo(error, () => undefined);
}
