import type { StageApi } from '../api/stage-api.ts';
import type { Stack } from '../find-stack.ts';

/** Where something is looked up, and how many notifications are told of; `raw`: with addresses. */
export type Where = { api: StageApi; stack: Stack; stage: string; tenant: string | undefined; limit: number; raw: boolean };

/** What was found out: for machines, and as sentences. */
export type Told = { found: boolean; document: Record<string, unknown>; lines: string[] };
