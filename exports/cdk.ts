// bellhop/cdk: what an owner's own CDK app makes Bellhop of
export { Bellhop, type BellhopProps } from '../lib/app/bellhop.ts';
