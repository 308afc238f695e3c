// what the rehearsal runs, of any vendor: a comment that is told of twice, and one that is taken back where the vendor can
const [, , side, vendor] = process.argv;
const { commentAdded, commentRemoved } = await import(`../${vendor}/${side}/notify.js`);
const comment = (number, text) => ({
  id: `${vendor}-${number}`,
  text,
  author: 'ada',
  document: `Plan by ${vendor}`,
  link: 'https://app.acme.example/documents/7',
});

for (let times = 0; times < 2; times += 1) await commentAdded(comment(1, 'Looks good.'), ['grace']);
await commentAdded(comment(2, 'Sorry, wrong document.'), ['grace']); // joins the batch that the first one opened
await commentRemoved?.(comment(2));
