// npm run bellhop -- … → the operator's command line, for a stack on AWS or the local system
import { CommanderError } from 'commander';
import { CannotDo } from './operator/cannot-do.ts';
import { exitCodeOfUsage, exitCodes } from './operator/exit-codes.ts';
import { askForStage } from './operator/list-stages.ts';
import { bellhopProgram, stageIsMissing } from './operator/program.ts';

try {
  await bellhopProgram().parseAsync();
} catch (error) {
  process.exitCode = exitCodes.failed;
  if (error instanceof CommanderError) {
    process.exitCode = exitCodeOfUsage(process.argv[2], error.exitCode);
    if (error.message.includes(stageIsMissing)) console.error(await askForStage(process.argv.slice(2).join(' ')));
  } else if (error instanceof CannotDo) {
    process.exitCode = error.code;
    console.error(error.message);
  } else throw error;
}
