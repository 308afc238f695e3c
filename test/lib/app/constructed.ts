import { join } from 'node:path';
import type { BellhopProps } from '../../../exports/cdk.ts';
import { sharedProcess } from '../../shared-process/shared-process.ts';

type Constructed = { refusal?: string; stackName: string; template: object; deployed: object; given: string[] };

/** Makes the stack in somebody's app, beside what a deploy with these settings makes. */
export async function construct(props: BellhopProps, settings: Record<string, string> = {}): Promise<Constructed> {
  const ask = await sharedProcess(join(import.meta.dirname, '../synthesizer.ts'));
  return (await ask('/construct', { props, settings })) as Constructed;
}
