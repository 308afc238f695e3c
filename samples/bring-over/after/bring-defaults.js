import { isTenant, readChoices } from './bring-over.js';

/**
 * Sets what goes to the users of tenants who have not chosen: of each tenant `{ tenant, choices, unread }`, as `bringOver` takes them. Its
 * brand stays, and what is set here of other categories and channels. A default is nobody's consent to SMS, so a yes to that is left out.
 * Answers what was not taken; doing it again changes nothing.
 */
export async function bringDefaults(bellhop, tenants) {
  const { data: workflows } = await bellhop.workflows.list();
  const left = [];
  for (const { tenant, choices, unread } of tenants) {
    if (!isTenant(tenant)) {
      left.push(`"${tenant}" cannot be the id of a tenant here`);
      continue;
    }
    const isConsent = ({ channel = 'sms', to }) => channel === 'sms' && to === 'opted_in';
    const said = readChoices(
      choices.filter((choice) => !isConsent(choice)),
      workflows,
    );
    const consents = choices.filter(isConsent).map((choice) => `nobody's own yes: ${JSON.stringify(choice)}`);
    left.push(...[...unread, ...said.left, ...consents].map((what) => `${what}: all of ${tenant}`));
    if (Object.keys(said.categories).length > 0) await set(bellhop, tenant, said.categories);
  }
  return left;
}

async function set(bellhop, tenant, categories) {
  const { brand, preferences } = await bellhop.tenants.get(tenant).catch((error) => {
    if (error.code !== 'not_found') throw error;
    return {};
  });
  const merged = { ...preferences?.categories };
  for (const [category, channels] of Object.entries(categories)) merged[category] = { ...merged[category], ...channels };
  await bellhop.tenants.put(tenant, { ...(brand && { brand }), preferences: { categories: merged } });
}
