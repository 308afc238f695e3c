// what the samples of docs/coming-from/ publish: workflows as an owner of their own has them
import type { BellhopConfig } from 'bellhop/config';

export default { workflows: 'workflows' } satisfies BellhopConfig;
