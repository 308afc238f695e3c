import { type Command, Option } from 'commander';
import { untilStopped } from '../until-stopped.ts';
import { listenToWebhooks } from '../webhooks/listen.ts';

/** Adds `webhooks listen`: a receiver for the local system. */
export function addWebhooks(program: Command): void {
  program
    .command('webhooks')
    .description('calls of your URLs when something changes')
    .command('listen')
    .description("receive the local system's events here, and print each that is signed as it should be")
    .addOption(new Option('--events <types...>', 'of these types alone').default(['*'], 'all'))
    .option('--json', 'a line of JSON for each, as it does anyway')
    .action(({ events }: { events: string[] }) => listenToWebhooks({ events, until: untilStopped() }));
}
