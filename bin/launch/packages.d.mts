export function installPackages(where: { root: string; cache: string; signal: AbortSignal }): Promise<void>;
