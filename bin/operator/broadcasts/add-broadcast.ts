import { type Command, Option } from 'commander';
import { aCount, jsonOption, stageOption, yesOption } from '../commands/options.ts';
import { anObject } from '../commands/send.ts';
import { startBroadcast } from './start-broadcast.ts';
import { showBroadcast, stopBroadcast } from './stop-broadcast.ts';
import { aComparison } from './where-option.ts';

/** Adds `broadcast`: a publish to all users, or to those of whom something holds. */
export function addBroadcast(program: Command): void {
  const broadcast = program.command('broadcast').description('publish to all users, or to those with certain attributes');
  broadcast
    .command('start')
    .description('count whom it would go to, ask, and publish')
    .argument('<workflow>', 'what is published, by its key')
    .addOption(stageOption())
    .addOption(new Option('--all', 'to all users').conflicts(['where', 'whereJson']))
    .addOption(
      new Option(
        '--where <attribute=value>',
        'to users with this attribute, like plan=pro or seats:number=12; several are all to hold',
      )
        .argParser(aComparison)
        .conflicts('whereJson'),
    )
    .addOption(new Option('--where-json <json>', 'to users of whom this condition holds: docs/broadcasts.md').argParser(anObject))
    .addOption(new Option('--data <json>', 'what all are told').argParser(anObject).default({}))
    .addOption(new Option('--per-minute <n>', 'how many notifications are made in a minute, at most').argParser(aCount))
    .addOption(new Option('--dry-run', 'count, and publish nothing'))
    .addOption(yesOption())
    .addOption(jsonOption())
    .action(startBroadcast);
  for (const { name, description, action } of ofRequest)
    broadcast
      .command(name)
      .description(description)
      .argument('<request>', 'its id, like req_…')
      .addOption(stageOption())
      .addOption(yesOption())
      .addOption(jsonOption())
      .action(action);
}

const ofRequest = [
  { name: 'show', description: 'how far a broadcast is', action: showBroadcast },
  { name: 'stop', description: 'make no more of it, and cancel what is not sent yet', action: stopBroadcast },
];
