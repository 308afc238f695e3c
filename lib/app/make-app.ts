import { resolve } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { ASSET_RESOURCE_METADATA_ENABLED_CONTEXT, PATH_METADATA_ENABLE_CONTEXT } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { BellhopStack } from '../bellhop-stack.ts';
import { chooseIdentity } from '../channels/email/providers/ses/choose-identity.ts';
import { bundleHandlers, reuseBundles } from '../handlers/bundles.ts';
import type { CodeOf } from '../handlers/handler-function.ts';
import { ownersFolder, sources } from '../places.ts';
import { switchedOffBy } from '../settings/channel-settings.ts';
import { type OwnerConfig, readOwnerConfig } from '../settings/owner-config.ts';
import { OwnerError } from '../settings/owner-error.ts';
import type { OwnerSettings } from '../settings/owner-settings.ts';
import { chosenBy } from '../settings/provider-settings.ts';
import { readOwnerSettings } from '../settings/read-owner-settings.ts';
import { checkWorkflows } from '../workflows/check-workflows.ts';
import { workflowsOf } from '../workflows/workflow-sources.ts';
import type { Account } from './account.ts';
import { makeBareApp, needsTemplate, stackNameOf } from './bare-stack.ts';
import { cdkContext } from './cdk-context.ts';
import { refuseChanges } from './refuse-changes.ts';
import { ComparedTemplate } from './stateful-changes.ts';

/** What the CDK command line would pass, so that `node bin/app.ts` alone makes the same template. */
const context = {
  ...cdkContext,
  [PATH_METADATA_ENABLE_CONTEXT]: true,
  [ASSET_RESOURCE_METADATA_ENABLED_CONTEXT]: true,
};

/**
 * The whole app, ready for `synth()`: settings and workflows are checked, then handlers bundled, then the stack made.
 * Settings come from the owner's file and the CDK command line, or from `CDK_CONTEXT_JSON`, and the output folder from `CDK_OUTDIR`.
 * With an `account` it goes by what is there; a guarded one is not given what would replace something stateful. `bundles` are those of an
 * earlier synthesis of the same sources, and made anew where there are none.
 * @throws OwnerError when there is something for the owner to put right, and the command cannot do without.
 */
export async function makeApp({ account, bundles }: { account?: Account; bundles?: string } = {}): Promise<App> {
  // synthesized by hand: an app that is given up must not write over the one in its place as the process ends
  const app = new App({ context, analyticsReporting: false, autoSynth: false });
  try {
    await fill(app, { account, bundles });
    return app;
  } catch (error) {
    if (!(error instanceof OwnerError) || needsTemplate(app)) throw error;
    return makeBareApp(app.node.tryGetContext('stage'), error.message);
  }
}

type Given = { account: Account | undefined; bundles: string | undefined };

async function fill(app: App, { account, bundles }: Given): Promise<void> {
  const config = await readOwnerConfig(ownersFolder);
  const asked = readOwnerSettings(app.node.getAllContext(), config);
  if (account === undefined) {
    await addBundledStack(app, asked, { config, bundles });
    return;
  }

  const deployed = await account.deployedTemplate(stackNameOf(asked.stage));
  const owner = await chooseIdentity(asked, deployed, account.identityState);
  const { stackName } = await addBundledStack(app, owner, { config, bundles });
  if (account.guarded) refuseChanges(owner, deployed, ComparedTemplate.parse(app.synth().getStackByName(stackName).template));
}

type Sources = { config: OwnerConfig; bundles: string | undefined };

async function addBundledStack(app: App, owner: OwnerSettings, { config, bundles }: Sources): Promise<BellhopStack> {
  const outdir = resolve(app.outdir); // the CDK command line hands over `cdk.out`
  const workflows = workflowsOf(config);
  await checkWorkflows(workflows, outdir);
  const choice = { workflows, providers: chosenBy(owner), channelsOff: switchedOffBy(owner) };
  const bundled = bundles ? reuseBundles(sources, outdir, { ...choice, bundles }) : bundleHandlers(sources, outdir, choice);
  return addStack(app, owner, await bundled);
}

/** Puts the stack into an app, with the audits that its synthesis has to pass. */
export function addStack(app: App, owner: OwnerSettings, codeOf: CodeOf): BellhopStack {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  return new BellhopStack(app, { owner, codeOf });
}
