import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { WorkflowKey } from '../../../contract/values.ts';
import { jsonOption } from '../commands/options.ts';
import { printResult } from '../print-result.ts';
import { askOrder, type NewOptions, readCategory, readPriority } from './ask-order.ts';
import { readPayload } from './payload-field.ts';

/** Adds `new`: a workflow to begin with. */
export function addNew(program: Command): void {
  program
    .command('new')
    .description('begin a workflow of your own')
    .command('workflow')
    .description('write the two files of a new workflow, and its lines in both lists; what you do not say is asked')
    .addArgument(new Argument('<key>', 'what it is published as, like invoice-due').argParser(aKey))
    .addOption(new Option('--category <name>', 'by which users choose what they get, like billing').argParser(by(readCategory)))
    .addOption(
      new Option('--priority <priority>', 'low, normal, high or urgent: decides the channels').argParser(by(readPriority)),
    )
    .addOption(new Option('--required', 'nobody can switch it off'))
    .addOption(new Option('--no-required', 'users may switch it off, unless you say otherwise'))
    .addOption(
      new Option(
        '--payload <fields>',
        'what a publish sends, like "number, link:link, due_at:time?"; kinds are text, lines, link, number, time, email, phone, flag',
      ).argParser(by(readPayload)),
    )
    .addOption(jsonOption())
    .action(run);
}

async function run(key: string, options: NewOptions): Promise<void> {
  const { newWorkflow, refuseExisting, shown, workflowsFolder } = await import('./new-workflow.ts'); // it brings a parser along
  const folder = await workflowsFolder();
  refuseExisting(folder, key); // before anybody is asked anything
  const files = newWorkflow(folder, await askOrder(key, options)).map(shown);
  const [workflow, email, ...lists] = files;
  printResult(options.json, { key, files }, [
    `Written: ${workflow} and ${email}, and a line in ${lists.join(' and in ')}.`,
    'Put your words in. Then npm run check:workflows says whether all is in order, and the console of npm start shows how it',
    `reads, at #workflows/${key}.`,
  ]);
}

/** Has commander say what a reader throws. */
function by<Value>(read: (typed: string) => Value): (typed: string) => Value {
  return (typed) => {
    try {
      return read(typed);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new InvalidArgumentError(`${error.message}.`);
    }
  };
}

function aKey(typed: string): string {
  const { data, error } = WorkflowKey.safeParse(typed);
  if (data === undefined) throw new InvalidArgumentError(`It ${error?.issues[0]?.message ?? 'is no key'}.`);
  return data;
}
