import { type Block, showsSamples } from './blocks.ts';

/** Who takes care of a page's blocks in a language: the test file that runs or compiles all of them, and how many those are. */
type Claim = { page: string; language: string; blocks: number; by: string };

/** Blocks for the shell are all pasted by the walk; what is not for the shell is run or compiled by the test that is named here. */
const claims: readonly Claim[] = [
  { page: 'README.md', language: 'html', blocks: 1, by: 'test/docs/readme.test.ts' },
  { page: 'README.md', language: 'js', blocks: 1, by: 'test/docs/readme.test.ts' },
  { page: 'docs/publishing.md', language: 'js', blocks: 1, by: 'test/docs/walk.test.ts' },
  { page: 'docs/workflows.md', language: 'ts', blocks: 5, by: 'test/docs/walk.test.ts' }, // its fields by test/core/workflows/steps-page.test.ts
  { page: 'docs/workflows.md', language: 'tsx', blocks: 1, by: 'test/docs/walk.test.ts' },
  { page: 'docs/workflows.md', language: 'diff', blocks: 1, by: 'test/docs/walk.test.ts' },
  { page: 'docs/bell.md', language: 'js', blocks: 2, by: 'test/docs/token-servers.test.ts' }, // the page's by test/browser/bell.test.ts
  { page: 'docs/bell.md', language: 'python', blocks: 1, by: 'test/docs/token-servers.test.ts' },
  { page: 'docs/bell-servers.md', language: 'js', blocks: 4, by: 'test/docs/token-servers.test.ts' },
  { page: 'docs/bell.md', language: 'html', blocks: 1, by: 'test/browser/bell.test.ts' },
  { page: 'docs/bell.md', language: 'jsx', blocks: 1, by: 'test/browser/bell.test.ts' },
  { page: 'docs/chat.md', language: 'ts', blocks: 1, by: 'test/core/channels/chat/page.test.ts' },
  { page: 'docs/experiments.md', language: 'ts', blocks: 1, by: 'test/core/experiments/page.test.ts' },
  { page: 'docs/experiments.md', language: 'diff', blocks: 1, by: 'test/core/experiments/page.test.ts' },
  { page: 'docs/email-content.md', language: 'ts', blocks: 5, by: 'test/core/channels/email/page.test.ts' },
  { page: 'docs/email-tracking.md', language: 'ts', blocks: 1, by: 'test/core/workflows/workflow.test.ts' },
  { page: 'docs/events.md', language: 'json', blocks: 1, by: 'test/docs/events.test.ts' },
  { page: 'docs/webhooks.md', language: 'js', blocks: 2, by: 'test/docs/events.test.ts' },
  { page: 'docs/push.md', language: 'ts', blocks: 2, by: 'test/core/channels/push/page.test.ts' }, // the app's by test/client/package.test.ts
  { page: 'docs/push.md', language: 'kotlin', blocks: 1, by: 'test/core/channels/push/page.test.ts' },
  { page: 'docs/push.md', language: 'swift', blocks: 1, by: 'test/core/channels/push/page.test.ts' },
  { page: 'docs/deploy.md', language: 'ts', blocks: 1, by: 'test/rehearsal/packages/construct-steps.ts' },
  { page: 'docs/workflow-steps.md', language: 'ts', blocks: 4, by: 'test/core/workflows/steps-page.test.ts' },
  { page: 'docs/own-workflows.md', language: 'json', blocks: 1, by: 'test/lib/workflows/owner-workflows.test.ts' },
  { page: 'docs/own-workflows.md', language: 'ts', blocks: 5, by: 'test/lib/workflows/owner-workflows.test.ts' },
  { page: 'docs/own-workflows.md', language: 'tsx', blocks: 1, by: 'test/lib/workflows/owner-workflows.test.ts' },
  { page: 'docs/testing.md', language: 'ts', blocks: 2, by: 'test/lib/workflows/testing/test-workflows.test.ts' },
  { page: 'docs/sam.md', language: 'js', blocks: 1, by: 'test/rehearsal/sam/steps.ts' },
  { page: 'docs/settings.md', language: 'ts', blocks: 1, by: 'test/lib/settings/settings-page.test.ts' },
  { page: 'docs/node.md', language: 'js', blocks: 8, by: 'test/sdk/package.test.ts' }, // and its program by test/journeys/node-sdk.test.ts
  { page: 'docs/node.md', language: 'ts', blocks: 1, by: 'test/sdk/package.test.ts' },
  { page: 'sdk/node/README.md', language: 'ts', blocks: 1, by: 'test/sdk/package.test.ts' },
  { page: 'docs/python.md', language: 'python', blocks: 8, by: 'test/rehearsal/python/live/test_page.py' },
  { page: 'sdk/python/README.md', language: 'python', blocks: 1, by: 'test/rehearsal/python/live/test_page.py' },
  { page: 'client/README.md', language: 'ts', blocks: 3, by: 'test/client/package.test.ts' },
  { page: 'client/README.md', language: 'tsx', blocks: 1, by: 'test/client/package.test.ts' },
  { page: 'client/README.md', language: 'vue', blocks: 1, by: 'test/client/readme-components.test.ts' },
  { page: 'client/README.md', language: 'svelte', blocks: 1, by: 'test/client/readme-components.test.ts' },
  { page: 'docs/mcp.md', language: 'json', blocks: 2, by: 'test/operator/mcp.test.ts' },
];

/** Commands that are not run where a page prints them, and why. One that no page prints fails the walk, and so does one that is not here. */
export const notRun: readonly { command: RegExp; reason: string }[] = [
  { command: /^git clone /, reason: 'there is no public address yet; the walk begins in a copy, which is what a clone is' },
  {
    command: /^git (init|submodule|add|commit|-C bellhop)/,
    reason: 'test/lib/workflows/owner-workflows.test.ts makes that repository, without a public address',
  },
  {
    command: /^npm --prefix bellhop (start|test|run cdk|run bellhop|run -s check:workflows)/,
    reason: 'runs this project for a folder of workflows beside it, which that test does',
  },
  { command: /^npm (test|run (lint|typecheck|format|test:unit))$/, reason: 'it is what runs the walk, or a part of that' },
  {
    command: /^npm version /,
    reason: 'changes the manifests that the rest of the walk reads: test/bin/packages holds them to one version',
  },
  { command: /^npm pack --workspace client /, reason: 'test/client/package.test.ts runs it' },
  { command: /^npm pack --workspace sdk\/node /, reason: 'test/sdk/package.test.ts runs it' },
  {
    command: /^npm install \.\.\/bellhop\//,
    reason: 'test/client/package.test.ts and test/sdk/package.test.ts unpack that tarball into apps, without a registry',
  },
  {
    command: /^python3 -m pip install \.\.\/bellhop\/sdk\/python$/,
    reason: 'needs Python, which npm test does not: npm run rehearse:python installs what it builds',
  },
  {
    command: /^(npm create vite@latest|npx create-next-app@latest|npm install$|npm run dev$)/,
    reason: 'npm run rehearse:samples makes, builds and serves such an app, without a network',
  },
  { command: /^npm run costs -- /, reason: 'test/docs/reference/costs.test.ts runs what it starts' },
  { command: /^npm run rehearse:samples/, reason: 'starts a system of its own, with Python and Redis beside it' },
  { command: /^npm run cdk -- /, reason: 'needs an AWS account: npm run rehearse runs it against an emulator' },
  { command: /^npm start -- -c smsProvider=twilio$/, reason: 'test/journeys/sms/twilio.test.ts starts it so' },
  {
    command: /^npm start -- -c emailProvider=(resend|postmark|smtp)$/,
    reason: 'test/adapters/providers tries each by its double',
  },
  { command: /^npm start -- --docker$/, reason: "listens on Docker's bridge" },
  { command: /^sam local /, reason: 'needs SAM and Docker' },
  { command: /^aws /, reason: "needs an AWS account: what it is given is checked by AWS's models" },
];

/** Blocks for the shell that are not pasted here, and why; each is known by a part of its text. */
export const notPasted: readonly { page: string; part: string; reason: string }[] = [
  ...['create.mjs', 'cd ../my-notifications', 'npm update'].map((part) => ({
    page: 'docs/own-project.md',
    part,
    reason: 'needs the packed packages: npm run rehearse:packages does it',
  })),
  ...['npm install bellhop', 'npx cdk'].map((part) => ({
    page: 'docs/deploy.md',
    part,
    reason: 'needs the packed packages and a CDK app: npm run rehearse:packages does it',
  })),
  {
    page: 'docs/doctor.md',
    part: 'doctor --draft',
    reason: 'the local system has no account to ask for: test/operator/doctor/drafts.test.ts',
  },
  {
    page: 'docs/testing.md',
    part: 'node --test',
    reason: 'runs a file of the page, which test/lib/workflows/testing/test-workflows.test.ts does',
  },
  {
    page: 'docs/workflows.md',
    part: 'new workflow',
    reason: 'writes what the page itself has next: test/operator/new-workflow runs it',
  },
  { page: 'docs/rehearsal.md', part: 'pack-release.ts', reason: 'reads a release by its tag in git, which a copy has not' },
  {
    page: 'docs/restore.md',
    part: 'bellhop -- restore',
    reason: 'the local system has no earlier state to go back to: test/operator/restore.test.ts',
  },
  {
    page: 'docs/restore.md',
    part: 'resume bulk-email',
    reason: 'nothing is paused here: test/journeys/operator pauses and resumes',
  },
  ...['first-deploy', 'sms-by-country'].map((name) => ({
    page: `docs/tutorials/${name}.md`,
    part: 'doctor --draft',
    reason: 'the local system has no account to ask for: test/operator/doctor/drafts.test.ts',
  })),
  ...['react', 'vue', 'svelte'].map((name) => ({
    page: `docs/tutorials/bell-${name}.md`,
    part: 'node server.js',
    reason: 'goes on until it is stopped: npm run rehearse:samples runs it',
  })),
  {
    page: 'docs/tutorials/first-deploy.md',
    part: 'keys create',
    reason: 'docs/deploy.md and docs/doctor.md have the same lines, and there they are',
  },
  {
    page: 'docs/tutorials/sms-by-country.md',
    part: 'test sms',
    reason: 'docs/doctor.md has the same lines, and there they are',
  },
  { page: 'docs/tutorials/first-notification.md', part: 'npm start\n', reason: 'the walk begins with it' },
  {
    page: 'docs/tutorials/first-notification.md',
    part: 'new workflow',
    reason: 'the walk has the files that docs/workflows.md prints: test/operator/new-workflow runs it',
  },
  { page: 'README.md', part: 'npm start\n', reason: 'the walk begins with it' },
  { page: 'CONTRIBUTING.md', part: 'npm start\n', reason: 'the walk begins with it' },
  { page: 'docs/sam.md', part: 'http://127.0.0.1:3000', reason: 'needs SAM and Docker, which serve that port' },
  {
    page: 'docs/runbook.md',
    part: '/v1/health/stuck',
    reason: 'asks a stage on AWS for its address first: test/journeys/handlers.test.ts asks the route',
  },
  {
    page: 'docs/runbook.md',
    part: '/v1/topics/TOPIC/chat-connections',
    reason: 'asks a stage on AWS for its address first: test/journeys/handlers.test.ts asks the route',
  },
  {
    page: 'docs/failover.md',
    part: 'pause ses',
    reason: 'the local system sends e-mails by one provider: test/core/delivery/failover.test.ts has two',
  },
  {
    page: 'docs/runbook.md',
    part: '/v1/webhooks/WEBHOOK_ID',
    reason: 'asks a stage on AWS of a webhook that is disabled there: test/journeys/webhooks asks the routes',
  },
  {
    page: 'docs/runbook.md',
    part: 'dlq redrive events',
    reason: 'events are off in the system of the walk: test/journeys/events.test.ts redrives them',
  },
  {
    page: 'docs/runbook.md',
    part: 'bulk-email resume',
    reason: 'nothing is paused here: test/journeys/bulk-email.test.ts pauses it, and runs both',
  },
];

/** The test that takes care of a block; nothing when nobody does. */
export function claimOf({ page, language }: Block): string | undefined {
  if (language === 'sh') return 'test/docs/walk.test.ts';
  if (showsSamples(page)) return 'test/docs/samples.test.ts';
  return claims.find((claim) => claim.page === page && claim.language === language)?.by;
}

/** Claims on another number of blocks than there are: who adds one to a page has to see that its test takes it. */
export function wrongClaims(blocks: readonly Block[]): string[] {
  return claims.flatMap(({ page, language, blocks: claimed, by }) => {
    const { length } = blocks.filter((block) => block.page === page && block.language === language);
    return length === claimed ? [] : [`${page} has ${length} blocks of ${language}; ${by} is said to take ${claimed}`];
  });
}
