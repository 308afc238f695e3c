import { digest } from '../../workflows/_digest/workflow.ts';
import { brandOfTenant } from '../../workflows/_layout/brand-of-tenant.ts';
import { brand } from '../../workflows/brand.ts';
import { renderEmail } from '../../workflows/render-email.ts';
import { repairApproved } from '../../workflows/repair-approved/workflow.ts';

const acme = {
  name: 'Acme',
  colour: '#0f766e',
  colour_on_dark: '#5eead4',
  inbox_url: 'https://acme.example.com/inbox',
  from_name: 'Acme by Bellhop',
};

test.each([
  ['an e-mail', { workflow: 'repair-approved', data: repairApproved.example }],
  ['a digest', { workflow: 'digest', data: digest.example }],
])("%s to a tenant's user has the tenant's name and colours alone, and what is yours stays", (_, notification) => {
  const { html, options } = renderEmail(notification, { brand: acme, unsubscribeUrl: 'https://api.example.com/u/x' });

  expect(html).toContain('>Acme<');
  expect(html).toContain(acme.colour);
  expect(html).toContain(`.link{color:${acme.colour_on_dark}!important}`);
  for (const ours of [brand.colour, brand.colourOnDark, `>${brand.name}<`]) expect(html).not.toContain(ours);
  expect(html).toContain(brand.address.join(', '));
  expect(options).toEqual({ fromName: 'Acme by Bellhop' });
});

test("a digest leads to the tenant's inbox", () => {
  expect(renderEmail({ workflow: 'digest', data: digest.example }, { brand: acme }).html).toContain(acme.inbox_url);
});

test('without a tenant an e-mail is as it was, also after one of a tenant', () => {
  const notification = { workflow: 'repair-approved', data: repairApproved.example };
  const before = renderEmail(notification);
  renderEmail(notification, { brand: acme });

  expect(renderEmail(notification)).toEqual(before);
  expect(before.html).toContain(brand.colour);
  expect(before).not.toHaveProperty('options');
});

test("a tenant's postal address is at the foot of its e-mails in place of yours", () => {
  const notification = { workflow: 'repair-approved', data: repairApproved.example };
  const { html, text } = renderEmail(notification, { brand: { ...acme, address: ['Acme Ltd', '2 High Street'] } });

  for (const part of [html, text]) {
    expect(part).toContain('Acme Ltd, 2 High Street');
    expect(part).not.toContain(brand.address.join(', '));
  }
});

test("a tenant with a name alone has your colours, and neither your logo nor your sender's name", () => {
  const theirs = brandOfTenant({ name: 'Acme' });

  expect(theirs).toMatchObject({ name: 'Acme', colour: brand.colour, address: brand.address });
  for (const field of ['logoUrl', 'inboxUrl', 'fromName']) expect(theirs).not.toHaveProperty(field);
});
