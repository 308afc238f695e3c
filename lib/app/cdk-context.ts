import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sources } from '../places.ts';

/** What decides how CDK writes the template, as `cdk.json` sets it: its feature flags. */
export const cdkContext: Readonly<Record<string, unknown>> = JSON.parse(readFileSync(join(sources, 'cdk.json'), 'utf8')).context;
