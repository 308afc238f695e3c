/** Copy is no deeper: the fields of a chat, and what each says. */
const deepest = 4;

/**
 * Calls a workflow's own function, which has to answer at once. A promise is no answer, here or within one, and whoever reads the answer says so.
 * If it is rejected, it is handled here: else the process would end, and with it the other records of its batch.
 */
export function askOwner<Answer>(ask: () => Answer): Answer {
  const answer = ask();
  handleRejections(answer, 0);
  return answer;
}

function handleRejections(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null || depth > deepest) return;
  if ('then' in value)
    Promise.resolve(value).catch(() => {}); // that it is a promise is the fault that is told
  else for (const inner of Object.values(value)) handleRejections(inner, depth + 1);
}
