import { makeApp } from '../lib/make-app.ts';
import { OwnerError } from '../lib/owner-error.ts';

// cdk → settings, workflows, bundles → template
try {
  (await makeApp()).synth();
} catch (error) {
  if (!(error instanceof OwnerError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
