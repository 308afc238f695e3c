// what the rehearsal runs: two invoices, each asked for twice, of which the first is paid before its reminder
const [, , side, seconds] = process.argv;
const { invoicePaid, invoiceReady } = await import(`./${side}/notify.js`);
const customer = { id: 'grace', email: 'grace@example.com' };
const dueAt = new Date(Math.ceil(Date.now() / 1000 + Number(seconds)) * 1000);

for (const number of ['57', '58', '57', '58']) {
  const kept = await invoiceReady(customer, number, `https://app.acme.example/invoices/${number}`, dueAt);
  if (number === '57') await invoicePaid(kept ?? number);
}
await import(`./${side}/schedules.js`);
