/** The merge patch (RFC 7396) that makes these changes of the form to what stands. */
export function patchOf(changes, stands) {
  const names = Object.keys(changes);
  const patch = {};
  for (const name of ['timezone', 'locale', 'digest_time', 'digest_day'])
    if (name in changes) patch[name] = changes[name] === '' ? null : changes[name];
  for (const name of names) {
    const [kind, category, channel] = name.split('.');
    if (kind === 'on') ofCategory(patch, category)[channel] = changes[name] ? 'opted_in' : 'opted_out';
    if (kind === 'digest' && changes[name] !== '') ofCategory(patch, category).digest = changes[name];
  }
  // whoever wants no e-mails has no say in how they come, and a cadence asks for e-mails
  for (const choice of Object.values(patch.categories ?? {})) {
    if (choice.email === 'opted_out') delete choice.digest;
  }
  if (names.some((name) => name.startsWith('quiet') || name.startsWith('night.'))) patch.quiet_hours = quietHours(stands);
  return patch;
}

function ofCategory(patch, category) {
  patch.categories ??= {};
  patch.categories[category] ??= {};
  return patch.categories[category];
}

/** All of the quiet hours when any of them changed: a switch, its times and the days belong together. */
function quietHours({ quiet_hours: stands }) {
  const form = Object.fromEntries(
    [...document.forms.preferences.elements].map((field) => [
      field.name,
      field.type === 'checkbox' ? field.checked : field.value,
    ]),
  );
  if (!form.quiet) return null;
  const days = Object.entries(form).flatMap(([name, kind]) => {
    const [, day] = /^night\.(\w+)$/.exec(name) ?? [];
    if (day === undefined) return [];
    if (kind === 'own') return [[day, { start: form[`${name}.start`], end: form[`${name}.end`] }]];
    if (kind === 'none') return [[day, 'none']];
    return stands?.days?.[day] === undefined ? [] : [[day, null]];
  });
  return { start: form['quiet.start'], end: form['quiet.end'], ...(days.length > 0 && { days: Object.fromEntries(days) }) };
}
