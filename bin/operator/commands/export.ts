import type { Command } from 'commander';
import { UserExport } from '../../../contract/users/export.ts';
import { withStageApi } from '../api/stage-api.ts';
import { CannotDo } from '../cannot-do.ts';
import { exitCodes } from '../exit-codes.ts';
import { findStack } from '../find-stack.ts';
import { stageOption } from './options.ts';

/** Adds `export`: all that is kept of a user. */
export function addExport(program: Command): void {
  program
    .command('export')
    .description('print everything that is kept of a user as one JSON document, addresses and all')
    .argument('<user>', "the user's id")
    .addOption(stageOption())
    .option('--json', 'as it does anyway')
    .action(exportAll);
}

async function exportAll(id: string, { stage }: { stage: string }): Promise<void> {
  const whole = await withStageApi(await findStack(stage), 'export', async (api) => {
    let whole: UserExport | undefined;
    let search = '';
    do {
      const page = await api.find(UserExport, `/v1/users/${encodeURIComponent(id)}/export${search}`);
      if (page === undefined) break;
      whole = whole === undefined ? page : join(whole, page);
      search = page.next_cursor === undefined ? '' : `?${new URLSearchParams({ cursor: page.next_cursor })}`;
    } while (search !== '');
    return whole;
  });
  if (whole === undefined)
    throw new CannotDo(`stage ${stage} has no user "${id}"; an id is told apart by capitals too`, { code: exitCodes.notFound });
  const { next_cursor: _, ...document } = whole;
  console.log(JSON.stringify(document, undefined, 2));
}

/** Joins the lists of two pages. What stands against the user's addresses is told on each of them. */
function join(before: UserExport, page: UserExport): UserExport {
  const lists = Object.entries(before).flatMap(([name, value]) =>
    Array.isArray(value) && name !== 'suppressions'
      ? [[name, [...value, ...((page[name as keyof UserExport] ?? []) as [])]]]
      : [],
  );
  return { ...page, ...before, ...Object.fromEntries(lists) };
}
