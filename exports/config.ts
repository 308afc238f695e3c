// bellhop/config: what bellhop.config.ts is checked against in an editor
export type { BellhopConfig, SettingsOfStage } from '../lib/settings/owner-config.ts';
