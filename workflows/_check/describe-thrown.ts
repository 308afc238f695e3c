/** A file that an owner writes, as a stack has it: `…/workflows/message/email.tsx:12:5`; those of folders with a `_` are ours. */
const ownFrame = /[\s(](?:file:\/\/)?((?:[^\s()]*[\\/])?(?!_)[^\s()\\/]+[\\/](?:workflow\.ts|[\w-]+\.tsx)):(\d+):(\d+)\)?$/m;

/** Says what was thrown, and where in the owner's files, as far as the stack tells it. */
export function describeThrown(thrown: unknown): string {
  const [, file, line, column] = (thrown instanceof Error && ownFrame.exec(thrown.stack ?? '')) || [];
  return file === undefined ? String(thrown) : `${thrown} at ${file}:${line}:${column}`;
}
