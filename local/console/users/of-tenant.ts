/** Whether a user or a topic is a tenant's: `acme/ada`. */
export function isOfTenant(name: string): boolean {
  return name.includes('/');
}

/** How a user or a topic is shown: a tenant's with whose it is, however a list has told that. */
export function shownName(name: string, tenant?: string): string {
  const [owner, own] = isOfTenant(name) ? name.split('/', 2) : [tenant, name];
  return owner === undefined ? name : `${own} of ${owner}`;
}

/** How the API is asked about somebody: by their own name, and with the header of their tenant if they have one. */
export function askedAs(name: string): { own: string; tenant?: string; headers: Record<string, string> } {
  const [tenant = '', own = ''] = name.split('/', 2);
  return isOfTenant(name) ? { own, tenant, headers: { 'X-Tenant': tenant } } : { own: name, headers: {} };
}
