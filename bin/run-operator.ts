import { type Command, CommanderError } from 'commander';
import { ApiRefusal } from './operator/api/refusal.ts';
import { CannotDo } from './operator/cannot-do.ts';
import { exitCodeOfUsage, exitCodes } from './operator/exit-codes.ts';
import { askForStage } from './operator/list-stages.ts';
import { optionFor } from './operator/option-for.ts';
import { bellhopProgram, type OtherCommands, stageIsMissing } from './operator/program.ts';

/** Runs the command that was typed, and says what it could not do. `others` are commands that run elsewhere, for help to name. */
export async function runOperator(others: OtherCommands = {}): Promise<void> {
  let running: Command | undefined;
  try {
    await bellhopProgram(others)
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
}
