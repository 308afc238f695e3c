import * as z from 'zod';

/**
 * What a local system leaves in a file while it runs, for the operator's command line to find it by: in the project, under
 * `runningFolder`, whatever its ports and data folder are.
 */
export const RunningSystem = z.object({ url: z.url(), dataFolder: z.string() });
export type RunningSystem = z.infer<typeof RunningSystem>;

/** Where those files lie, seen from the project's folder; one a system. */
export const runningFolder = '.bellhop/running';
