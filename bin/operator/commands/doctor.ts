import { type Command, Option } from 'commander';
import { type DraftName, draftNames } from '../doctor/drafts/draft-names.ts';
import { jsonOption, stageOption } from './options.ts';

type DoctorOptions = { stage: string; json?: true; draft?: DraftName };

/** Adds `doctor`: whether all is in order. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('look whether a stage, its account and its DNS are in order, before and after a deploy')
    .addOption(stageOption())
    .addOption(jsonOption())
    .addOption(
      new Option(
        '--draft <request>',
        "in place of looking: draft the request for SES's production access, or for more SMS",
      ).choices(draftNames),
    )
    .addHelpText(
      'after',
      '\nExit code: 0 all is in order, 2 something is not done yet, 3 something could not be looked at, 4 something is wrong',
    )
    .action(look);
}

async function look({ stage, json, draft }: DoctorOptions): Promise<void> {
  if (draft !== undefined) {
    const { printDraft } = await import('../doctor/drafts/print-draft.ts');
    return printDraft(draft, stage);
  }
  const { runDoctor } = await import('../doctor/doctor.ts'); // ten SDK clients, which other commands need not load
  process.exitCode = await runDoctor(stage, { json: json ?? false });
}
