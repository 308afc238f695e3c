/** What the system asks of a function's process. */
export type Ask = { requestId: string; event: unknown; deadlineEpochMs: number; traceHeader?: string };

/** What a function's process tells the system. */
export type Tell =
  | { type: 'ready' }
  | { type: 'broken'; error: ThrownError }
  | { type: 'answered'; requestId: string; payload: unknown }
  | { type: 'threw'; requestId: string; error: ThrownError };

/** An error as Lambda reports it. */
export type ThrownError = { errorType: string; errorMessage: string; stack?: string };
