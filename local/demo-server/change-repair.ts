import type { Demo } from './demo.ts';
import { approved, assigned, commented, type Deed, finished, mentioned, mentionsIn } from './notify.ts';
import { remindAnew } from './remind.ts';
import { type Comment, firstName, type Person, type Repair, type RepairChange, SignedIn } from './repair.ts';

/** Does to a repair what was asked, and tells whoever should know; nobody is told of what they did themselves. */
export async function changeRepair(
  demo: Demo,
  repair: Repair,
  { by, change }: { by: SignedIn; change: RepairChange },
): Promise<void> {
  const { number } = repair;
  const set = (parts: Partial<Repair>): Deed => ({
    by,
    repair: demo.board.change(number, parts) ?? repair,
    link: linkTo(demo, number),
  });
  if (isSoAlready(repair, change)) return; // pressed in two tabs, or twice
  switch (change.do) {
    case 'assign':
      return handOver(demo, set({ assignee: change.to, isApproved: false }), change.to);
    case 'approve':
      return tellApproved(demo, set({ isApproved: true }));
    case 'finish':
      return finish(demo, set({ isDone: true }));
    case 'due':
      return remindAnew(demo, set({ dueAt: change.at ?? undefined }));
    case 'comment':
      return addComment(demo, set, { by, text: change.text, at: new Date().toISOString() });
    case 'team-comments':
      for (const [person, text] of teamSays) await addComment(demo, set, { by: person, text, at: new Date().toISOString() });
      return;
    default:
      return change satisfies never;
  }
}

function isSoAlready({ assignee, isApproved, isDone }: Repair, change: RepairChange): boolean {
  return (
    (change.do === 'assign' && assignee === change.to) ||
    (change.do === 'approve' && isApproved) ||
    (change.do === 'finish' && isDone)
  );
}

/** What the rest of the workshop has to say, for the button that lets them. */
const teamSays: readonly (readonly [Person, string])[] = [
  ['sam', 'Parts are on shelf 4.'],
  ['lin', 'I can lend a hand after lunch.'],
  ['noor', 'The customer asks whether it is ready by Friday.'],
  ['mia', 'Bay 3 is free.'],
];

/** Tells the technician, who is reminded from now on in the place of the one before. */
async function handOver(demo: Demo, deed: Deed, technician: SignedIn): Promise<void> {
  await remindAnew(demo, deed);
  if (technician === deed.by) return;
  const did = `assigned ${deed.repair.number} to ${firstName(technician)}`;
  await demo.publishes.tell({ by: deed.by, did, wrote: 'assigned', request: assigned(deed, technician) });
}

async function tellApproved({ publishes }: Demo, deed: Deed): Promise<void> {
  const { assignee, number } = deed.repair;
  if (assignee === undefined || assignee === deed.by) return;
  await publishes.tell({ by: deed.by, did: `approved ${number}`, wrote: 'approved', request: approved(deed, assignee) });
}

async function finish(demo: Demo, deed: Deed): Promise<void> {
  await remindAnew(demo, deed);
  const did = `finished ${deed.repair.number}`;
  await demo.publishes.tell({ by: deed.by, did, wrote: 'finished', request: finished(deed, othersThan(deed.by)) });
}

/** Adds a comment. Who is mentioned is told so, and not of the comment once more. */
async function addComment({ board, publishes }: Demo, set: (parts: Partial<Repair>) => Deed, comment: Comment): Promise<void> {
  const deed = set({});
  const { number, comments } = deed.repair;
  board.change(number, { comments: [...comments, comment] });
  const { by } = deed;
  const isOwn = comment.by === by;
  const named = isOwn ? mentionsIn(comment.text).filter((person) => person !== by) : [];
  const told = { by, did: `${isOwn ? 'commented' : `let ${firstName(comment.by)} comment`} on ${number}` };
  if (named.length > 0) await publishes.tell({ ...told, wrote: 'mentioned', request: mentioned(deed, comment.text, named) });
  const others = othersThan(by).filter((person) => !named.includes(person));
  if (others.length > 0) await publishes.tell({ ...told, wrote: 'commented', request: commented(deed, comment, others) });
}

function othersThan(by: SignedIn): SignedIn[] {
  return SignedIn.options.filter((person) => person !== by);
}

function linkTo({ url }: Demo, number: string): string {
  return `${url}#/repairs/${number}`;
}
