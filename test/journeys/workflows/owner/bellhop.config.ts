// the file of an owner with workflows of their own, beside ours: what none of ours does is tried with them
import type { BellhopConfig } from '../../../../exports/config.ts';

export default { workflows: 'workflows' } satisfies BellhopConfig;
