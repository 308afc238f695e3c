import { occupied } from './occupied.mjs';

const addressPattern = /^[^\s@"'`\\]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i;

/**
 * What is asked, in this order: by its flag, else in a terminal, else it is as in the template. `standIn` is what the template says in
 * its place; `fault` says what is wrong with an answer.
 */
export const questions = [
  {
    name: 'folder',
    text: 'Which folder?',
    otherwise: 'my-notifications',
    fault: (folder) => (folder.trim() === '' ? 'a folder needs a name' : occupied(folder)),
  },
  {
    name: 'name',
    flag: 'name',
    hint: 'what your product is called; e-mails are from it',
    text: 'What is your product called? E-mails are from it.',
    otherwise: 'Acme',
    standIn: 'Acme',
    fault: (name) =>
      name.length <= 64 && /^[^\s\p{C}`<>]+(?: [^\s\p{C}`<>]+)*$/u.test(name)
        ? undefined
        : 'a name has 1 to 64 characters on one line, without ` < > and two spaces in a row',
  },
  {
    name: 'fromAddress',
    flag: 'from-address',
    hint: 'the address that e-mails come from',
    text: 'Which address do e-mails come from?',
    otherwise: 'hello@example.com',
    standIn: 'hello@example.com',
    fault: (address) => (addressPattern.test(address) ? undefined : 'an address looks like hello@example.com'),
  },
  {
    name: 'region',
    flag: 'region',
    hint: 'the region of AWS that you deploy to',
    text: 'Which region of AWS will you deploy to?',
    otherwise: 'eu-west-1',
    standIn: 'eu-west-1',
    fault: (region) => (/^[a-z]{2}(-[a-z]+)+-\d$/.test(region) ? undefined : 'a region looks like eu-west-1'),
  },
];
