import { type Command, InvalidArgumentError } from 'commander';
import { aCount, stageOption } from '../commands/options.ts';

/** As many as a person still looks at before they say yes. */
const usualRecipients = 10;
const mostRecipients = 100;

/** Adds `mcp`: the tools of this command line for an assistant, over standard input and output. */
export function addMcp(program: Command): void {
  program
    .command('mcp')
    .description('serve the Model Context Protocol on standard input and output: tools that read, and with --allow-writes change')
    .addOption(stageOption())
    .option('--allow-writes', 'also tools that publish, send again, cancel, suppress an address and lift that')
    .option(
      '--max-recipients <n>',
      `to how many users one publish may go, ${mostRecipients} at most`,
      recipients,
      usualRecipients,
    )
    .action(serve);
}

type McpOptions = { stage: string; allowWrites?: boolean; maxRecipients: number };

async function serve({ stage, allowWrites = false, maxRecipients }: McpOptions): Promise<void> {
  const { serveMcp } = await import('./serve-mcp.ts'); // the SDK of the protocol, which other commands need not load
  await serveMcp({ stage, allowWrites, maxRecipients });
}

function recipients(text: string): number {
  const count = aCount(text);
  if (count > mostRecipients) throw new InvalidArgumentError(`it must be ${mostRecipients} at most.`);
  return count;
}
