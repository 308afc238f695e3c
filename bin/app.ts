import { makeApp } from '../lib/app/make-app.ts';
import { OwnerError } from '../lib/settings/owner-error.ts';

// cdk → settings, workflows, bundles → template
try {
  // its SDK clients are not loaded for nothing
  const account = process.env.BELLHOP_ACCOUNT ? (await import('./deploy/account.ts')).accountOf(process.env) : undefined;
  const bundles = process.env.BELLHOP_BUNDLES; // of a synthesis of the same sources: local/synthesize.ts
  (await makeApp({ ...(account && { account }), ...(bundles && { bundles }) })).synth();
} catch (error) {
  if (!(error instanceof OwnerError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
