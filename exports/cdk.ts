// bellhop/cdk: Bellhop as a stack of an owner's own CDK app
export { Bellhop, type BellhopProps } from '../lib/app/bellhop.ts';
