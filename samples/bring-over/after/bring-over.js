/**
 * Brings users into Bellhop, a hundred at a time, with what each has chosen. `people` gives `{ user, tenant, choices, quiet_hours, unread }`:
 * a choice is `{ to: 'opted_in' or 'opted_out', channel, category, workflow }`, and what it leaves out it says to all; `unread` names what
 * has no like here. Answers how many were brought over, and what was not taken, with whose it was; doing it again changes nothing.
 */
export async function bringOver(bellhop, people) {
  const { data: workflows } = await bellhop.workflows.list();
  const left = new Map();
  let taken = 0;
  const leave = ({ user, tenant }, what) => {
    const whose = tenant === undefined ? user.id : `${tenant}/${user.id}`;
    left.get(what)?.push(whose) ?? left.set(what, [whose]);
  };
  const put = async (there, its) => {
    const { refused } = await there.users.bulk(its.map(({ user }) => present(user)));
    const personAt = (pointer) => its[pointer.split('/')[2]]; // "/users/7/email"
    for (const { pointer, detail } of refused)
      leave(personAt(pointer), `not brought over: ${[...pointer.split('/').slice(3), detail].join(' ')}`);
    const bad = new Set(refused.map(({ pointer }) => personAt(pointer)));
    taken += its.length - bad.size;
    for (const person of its.filter((each) => !bad.has(each))) {
      const { user, choices, quiet_hours, unread = [] } = person;
      const said = readChoices(choices, workflows);
      for (const what of [...unread, ...said.left]) leave(person, what);
      const patch = {
        ...(Object.keys(said.categories).length > 0 && { categories: said.categories }),
        ...(quiet_hours && { quiet_hours }),
      };
      if (Object.keys(patch).length > 0) await there.users.preferences.update(user.id, patch);
    }
  };
  let some = [];
  const putAll = async () => {
    for (const [tenant, its] of Map.groupBy(some, (person) => person.tenant))
      if (tenant === undefined) await put(bellhop, its);
      else if (isTenant(tenant)) await put(bellhop.forTenant(tenant), its);
      else for (const person of its) leave(person, `not brought over: "${tenant}" cannot be the id of a tenant here`);
    some = [];
  };
  for await (const person of people) if (some.push(person) === 100) await putAll();
  if (some.length > 0) await putAll();
  const lines = [...left].map(([what, [id, ...more]]) => `${what}: ${id}${more.length > 0 ? ` and ${more.length} more` : ''}`);
  return [`brought over: ${taken} ${taken === 1 ? 'user' : 'users'}`, ...lines];
}

/** A choice is one for a category here. What differs among the workflows of one is left for you to decide. */
export function readChoices(choices, workflows) {
  const optional = workflows.filter(({ required }) => !required);
  const isAbout = (choice, { key, category, channels }) =>
    [undefined, category].includes(choice.category) &&
    [undefined, key].includes(choice.workflow) &&
    (choice.channel === undefined || channels.includes(choice.channel));
  const left = choices
    .filter((choice) => choice.to === 'opted_out' && !optional.some((workflow) => isAbout(choice, workflow)))
    .map((choice) => `no workflow here is meant by ${JSON.stringify(choice)}`);
  const categories = {};

  for (const [category, its] of Object.entries(Object.groupBy(optional, (workflow) => workflow.category)))
    for (const channel of new Set(its.flatMap(({ channels }) => channels))) {
      const having = its.filter(({ channels }) => channels.includes(channel));
      const here = choices.filter((choice) => [undefined, channel].includes(choice.channel));
      const said = having.map((workflow) => strongest(here.filter((choice) => isAbout(choice, workflow))));
      if (new Set(said).size > 1)
        left.push(
          `${channel} of ${category} is ${having.map(({ key }, at) => `${said[at] ?? 'not chosen'} for ${key}`).join(', ')}`,
        );
      else if (said[0] !== undefined) categories[category] = { ...categories[category], [channel]: said[0] };
    }
  return { categories, left };
}

/** A no is stronger than a yes: nobody gets what they have switched off. */
function strongest(choices) {
  return choices.find(({ to }) => to === 'opted_out')?.to ?? choices[0]?.to;
}

/** Leaves out what a vendor has as null or as nothing; a language is `en-GB` here, with some `en_GB`. */
function present({ locale, ...user }) {
  const said = Object.entries({ ...user, locale: locale?.replace('_', '-') });
  return Object.fromEntries(said.filter(([, value]) => value != null && value !== ''));
}

/** Says whether a tenant can have this id here: lower-case words with dashes between them. */
export function isTenant(id) {
  return id.length <= 32 && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id);
}
