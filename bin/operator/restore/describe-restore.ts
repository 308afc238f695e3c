import type { RestorePlan } from './restorable.ts';

/** Says what a restore does, and what comes of it, before anything is done. */
export function describePlan({ stage, source, target, at }: RestorePlan): string[] {
  return [
    `Restores ${source}, as it was at ${at.toISOString()}, into the new table ${target}. ${source} stays as it is.`,
    `Then e-mail and SMS of stage ${stage} are paused, and what must not be forgotten is carried over: what was published and sent since,`,
    'suppressions, cancellations, paused workflows, revoked keys, what webhooks were told, answers to idempotency keys and the money that SMS have cost. Nothing that was sent is sent again.',
    'Users who were erased since are erased there too, also those who were erased by mistake, unless you add --keep-erased.',
    'What is not carried over is lost with the switch: users, preferences, subscriptions and inbox items of the time since.',
    'docs/restore.md has all of it.',
    'With --start it is done, up to the deploy that switches over, which is yours.',
  ];
}

/** Says what is left to be done once the table is there. */
export function describeNext(
  { stage, source, target, at }: RestorePlan,
  { stream, queues, keepErased }: { stream: string; queues: string[]; keepErased?: true | undefined },
): string[] {
  const again = `npm run bellhop -- restore --stage ${stage} --at ${at.toISOString()} --from ${source}${keepErased ? ' --keep-erased' : ''} --start`;
  return [
    '',
    `1. In bellhop.config.ts, stage ${stage}: tableName: '${target}', tableStreamArn: '${stream}'`,
    `2. npm run cdk -- deploy -c stage=${stage}`,
    `3. What was accepted meanwhile is carried over by: ${again}`,
    `4. ${queues.map((queue) => `npm run bellhop -- resume ${queue} --stage ${stage}`).join(' && ')}`,
  ];
}
