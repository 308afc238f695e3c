// bellhop/config: what bellhop.config.ts is checked against in an editor
export type { BellhopConfig } from '../lib/settings/owner-config.ts';
