export function oneAtATime<Result>(path: string, signal: AbortSignal, work: () => Promise<Result>): Promise<Result>;
