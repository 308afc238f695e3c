import { createInterface } from 'node:readline/promises';
import { CannotCreate } from './cannot-create.mjs';
import { questions } from './questions.mjs';

/**
 * Completes the answers: in a terminal by asking, where Enter takes what stands in brackets; elsewhere by what the template has.
 * @throws CannotCreate when there is no folder and nobody to ask, or when the asked one ends it.
 */
export async function ask(given, { input, output, isTerminal }) {
  const open = questions.filter(({ name }) => given[name] === undefined);
  if (!isTerminal) {
    if (given.folder === undefined) throw new CannotCreate('which folder? npm create bellhop@latest my-notifications');
    return { ...given, ...Object.fromEntries(open.map(({ name, otherwise }) => [name, otherwise])) };
  }
  const terminal = createInterface({ input, output });
  const ended = new AbortController();
  terminal.once('close', () => ended.abort());
  const lines = terminal[Symbol.asyncIterator](); // keeps what is pasted ahead, which `question` drops
  try {
    const answers = { ...given };
    for (const question of open)
      answers[question.name] = await askOne(question, { terminal, lines, output, ended: ended.signal });
    return answers;
  } finally {
    terminal.close();
  }
}

async function askOne({ text, otherwise, fault }, { terminal, lines, output, ended }) {
  for (;;) {
    terminal.setPrompt(`${text} (${otherwise}) `);
    if (!ended.aborted) terminal.prompt(); // all may have been typed ahead
    const { done, value } = await lines.next();
    if (done) throw new CannotCreate('nothing is written');
    const answer = value.trim() || otherwise;
    const wrong = fault(answer);
    if (wrong === undefined) return answer;
    output.write(`  ${wrong}\n`);
  }
}
