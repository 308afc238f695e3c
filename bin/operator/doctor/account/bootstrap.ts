import { GetParameterCommand, ParameterNotFound } from '@aws-sdk/client-ssm';
import type { Check } from '../check.ts';
import { notYet, ok } from '../check.ts';

/** What the template asks for; a test holds it against the synthesized one. */
export const bootstrapVersionNeeded = 6;

/** Where CDK's bootstrap stack leaves its version: https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html */
const parameter = '/cdk-bootstrap/hnb659fds/version';

/** Whether CDK's own bucket and roles are in this account and region, and new enough. */
export const bootstrap: Check = {
  name: 'bootstrap',
  why: 'CDK deploys by way of a bucket and roles of its own, once per account and region.',
  notLocal: 'The local system deploys nothing.',
  async run({ aws }) {
    const line = 'npm run cdk -- bootstrap';
    try {
      const { Parameter } = await aws.ssm.send(new GetParameterCommand({ Name: parameter }));
      const version = Number(Parameter?.Value);
      if (version >= bootstrapVersionNeeded) return ok(`Version ${version}; ${bootstrapVersionNeeded} is needed.`);
      return notYet(`Version ${Parameter?.Value} is too old; ${bootstrapVersionNeeded} is needed.`, line);
    } catch (error) {
      if (!(error instanceof ParameterNotFound)) throw error;
      return notYet('This account and region are not bootstrapped.', line);
    }
  },
};
