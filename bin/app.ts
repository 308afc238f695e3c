import { makeApp } from '../lib/app/make-app.ts';
import { OwnerError } from '../lib/settings/owner-error.ts';

// cdk → settings, workflows, bundles → template
try {
  // its SDK clients are not loaded for nothing
  const account = process.env.BELLHOP_ACCOUNT ? (await import('./deploy/account.ts')).accountOf(process.env) : undefined;
  (await makeApp(account)).synth();
} catch (error) {
  if (!(error instanceof OwnerError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
