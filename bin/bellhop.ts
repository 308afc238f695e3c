// npm run bellhop -- … → the operator's command line, for a stack on AWS or the local system
import { type Command, CommanderError } from 'commander';
import { ApiRefusal } from './operator/api/refusal.ts';
import { CannotDo } from './operator/cannot-do.ts';
import { exitCodeOfUsage, exitCodes } from './operator/exit-codes.ts';
import { askForStage } from './operator/list-stages.ts';
import { optionFor } from './operator/option-for.ts';
import { bellhopProgram, stageIsMissing } from './operator/program.ts';

let running: Command | undefined;
try {
  await bellhopProgram()
    .hook('preAction', (_, command) => {
      running = command;
    })
    .parseAsync();
} catch (error) {
  process.exitCode = exitCodes.failed;
  if (error instanceof CommanderError) {
    process.exitCode = exitCodeOfUsage(process.argv[2], error.exitCode);
    if (error.message.includes(stageIsMissing)) console.error(await askForStage(process.argv.slice(2).join(' ')));
  } else if (error instanceof CannotDo) {
    process.exitCode = error.code;
    console.error(error instanceof ApiRefusal ? error.inOptions((field) => optionFor(field, running)) : error.message);
  } else throw error;
}
