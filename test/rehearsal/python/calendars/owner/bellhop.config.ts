// an owner whose workflows are those that ship, for docs/python.md, and one that invites
import type { BellhopConfig } from '../../../../../exports/config.ts';

export default { workflows: 'workflows' } satisfies BellhopConfig;
