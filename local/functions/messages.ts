/** What the system asks of a function's process. */
export type Ask = { requestId: string; event: unknown; deadlineEpochMs: number; traceHeader?: string };

/** What a function's process tells the system; `cpuMs` is what an event took of a processor, the runtime's part of it included. */
export type Tell =
  | { type: 'ready' }
  | { type: 'broken'; error: ThrownError }
  | { type: 'answered'; requestId: string; payload: unknown; cpuMs: number }
  | { type: 'threw'; requestId: string; error: ThrownError; cpuMs: number };

/** An error as Lambda reports it. */
export type ThrownError = { errorType: string; errorMessage: string; stack?: string };
