/**
 * Brings users into Bellhop, a hundred at a time, and what each has said no to. `people` gives `{ user, noes }`; a no is
 * `{ channel?, category?, workflow? }`, and what it leaves out it says to all. Answers what was not taken; doing it again changes nothing.
 */
export async function bringOver(bellhop, people) {
  const { data: workflows } = await bellhop.workflows.list();
  const left = [];
  let some = [];
  const put = async () => {
    const { refused } = await bellhop.users.bulk(some.map(({ user }) => user));
    left.push(...refused.map(({ user, pointer, detail }) => `user ${user ?? pointer}: ${detail}`));
    const bad = new Set(refused.map(({ user }) => user));
    for (const { user, noes } of some.filter(({ user }) => !bad.has(user.id))) {
      const said = readNoes(noes, workflows);
      left.push(...said.left.map((what) => `user ${user.id}: ${what}`));
      if (Object.keys(said.categories).length > 0)
        await bellhop.users.preferences.update(user.id, { categories: said.categories });
    }
    some = [];
  };
  for await (const person of people) if (some.push(person) === 100) await put();
  if (some.length > 0) await put();
  return left;
}

/** A choice is one for a category here. A no to some workflows of a category, and not to all, is left for you to decide. */
export function readNoes(noes, workflows) {
  const optional = workflows.filter(({ required }) => !required);
  const isAbout = (no, { key, category }) =>
    [undefined, category].includes(no.category) && [undefined, key].includes(no.workflow);
  const left = noes
    .filter((no) => !optional.some((workflow) => isAbout(no, workflow)))
    .map((no) => `no workflow here is meant by ${JSON.stringify(no)}`);
  const categories = {};

  for (const [category, its] of Object.entries(Object.groupBy(optional, (workflow) => workflow.category)))
    for (const channel of new Set(its.flatMap(({ channels }) => channels))) {
      const having = its.filter(({ channels }) => channels.includes(channel));
      const here = noes.filter((no) => [undefined, channel].includes(no.channel));
      const off = having.filter((workflow) => here.some((no) => isAbout(no, workflow)));
      if (off.length === having.length) categories[category] = { ...categories[category], [channel]: 'opted_out' };
      else if (off.length > 0) left.push(`${channel} is off for ${off.map(({ key }) => key).join(', ')} alone of ${category}`);
    }
  return { categories, left };
}
