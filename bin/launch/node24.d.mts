export function packageName(platform: NodeJS.Platform, arch: string): string;
export function findOrFetchNode24(where: { cache: string; signal: AbortSignal }): Promise<string>;
