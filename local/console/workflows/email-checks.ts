/** What of an e-mail its checks go by. `alt` is absent where the picture has none, `text` of a link is what is read. */
export type EmailFacts = {
  subject: string;
  htmlBytes: number;
  /** The plain-text part, and the words that are read in the HTML. */
  text: string;
  words: string;
  links: readonly { href: string; text: string }[];
  images: readonly { src: string; alt?: string }[];
  /** Elements that mail clients take out. */
  refused: readonly string[];
  /** Nobody can switch the workflow off, so that its e-mail has no link to unsubscribe. */
  isRequired: boolean;
  /** It stands in our frame, which shows the link to unsubscribe. */
  isFramed: boolean;
};

/** What a check found: `well` is as it should be, `moving` is worth a look, `wrong` costs readers. */
export type CheckResult = { tone: 'well' | 'moving' | 'wrong'; text: string };

/** Where Gmail cuts an e-mail off: https://support.google.com/mail, and what `npm run check:workflows` refuses. */
export const mostHtmlBytes = 102_000;
/** Phones show some forty characters of a subject, desktops some seventy. */
const mostOfSubject = 70;
const shorteners = new Set(['bit.ly', 'tinyurl.com', 't.co', 'goo.gl', 'ow.ly', 'is.gd', 'buff.ly', 'rb.gy', 'cutt.ly']);

type Check = (facts: EmailFacts) => CheckResult | readonly CheckResult[];

const checks: readonly Check[] = [size, textPart, unsubscribe, subject, links, images, elements];

/** Looks at an e-mail as spam filters and mail clients do: what is wrong comes first. */
export function checkEmail(facts: EmailFacts): CheckResult[] {
  const order = ['wrong', 'moving', 'well'];
  return checks.flatMap((check) => check(facts)).sort((one, other) => order.indexOf(one.tone) - order.indexOf(other.tone));
}

const well = (text: string): CheckResult => ({ tone: 'well', text });
const look = (text: string): CheckResult => ({ tone: 'moving', text });
const wrong = (text: string): CheckResult => ({ tone: 'wrong', text });

function size({ htmlBytes }: EmailFacts): CheckResult {
  const share = `${kilobytes(htmlBytes)} of ${kilobytes(mostHtmlBytes)}`;
  if (htmlBytes > mostHtmlBytes)
    return wrong(`The HTML has ${share}: Gmail cuts the end off, and the link to unsubscribe with it.`);
  return htmlBytes > 0.8 * mostHtmlBytes ? look(`The HTML has ${share}, where Gmail cuts.`) : well(`The HTML has ${share}.`);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)} KB`;
}

function textPart({ text, words }: EmailFacts): CheckResult {
  if (text.trim() === '')
    return wrong('There is no plain-text part: filters count that against it, and some readers see nothing.');
  if (text.length < words.length / 4) return look('The plain-text part says much less than the HTML.');
  return well('There is a plain-text part that says the same.');
}

function unsubscribe({ isRequired, isFramed }: EmailFacts): CheckResult {
  if (isRequired)
    return look('It is required and has no link to unsubscribe: for what a user must have, as a password that was changed.');
  if (!isFramed)
    return look('The HTML is your own: show unsubscribeUrl in it. The header for one click goes with it in any case.');
  return well('One click unsubscribes, in a header and at its end.');
}

function subject({ subject: line }: EmailFacts): CheckResult | CheckResult[] {
  const letters = line.replaceAll(/[^\p{Lu}\p{Ll}]/gu, '');
  const found = [
    letters.length > 5 && letters === letters.toUpperCase() && wrong('The subject is in capitals, as spam has it.'),
    /[!?]{2,}|!.*!/.test(line) && look('The subject calls out more than once.'),
    /^\s*(re|fwd?|aw|wg)\s*:/i.test(line) && wrong('The subject pretends to be an answer.'),
    [...line].length > mostOfSubject &&
      look(`The subject has ${[...line].length} characters; a list shows some ${mostOfSubject}.`),
  ].filter((result) => result !== false);
  return found.length > 0 ? found : well(`The subject has ${[...line].length} characters, and reads as one.`);
}

function links({ links: all }: EmailFacts): CheckResult | CheckResult[] {
  const found = all.flatMap(({ href, text }) => {
    const url = URL.canParse(href) ? new URL(href) : undefined;
    if (url === undefined) return [wrong(`A link leads to “${href}”, which is no address.`)];
    const named = hostIn(text);
    return [
      named !== undefined &&
        !isSameSite(named, url.hostname) &&
        wrong(`A link reads “${text.trim()}” and leads to ${url.hostname}, as phishing does.`),
      url.protocol === 'http:' && look(`A link to ${url.hostname} is http: only https is safe on the way.`),
      shorteners.has(url.hostname) && wrong(`A link goes by ${url.hostname}: filters refuse what hides where it leads.`),
      text.trim() === '' && look(`A link to ${url.hostname} has no words for who hears the e-mail.`),
    ].filter((result) => result !== false);
  });
  if (found.length > 0) return found;
  return all.length === 0 ? well('There are no links.') : well('Every link leads where it says.');
}

/** The host that a text names when it reads as an address. */
function hostIn(text: string): string | undefined {
  return /^\s*(?:https?:\/\/)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:[/?#]\S*)?\s*$/i.exec(text)?.[1]?.toLowerCase();
}

function isSameSite(one: string, other: string): boolean {
  const [a, b] = [one, other].map((host) => host.replace(/^www\./, ''));
  return a === b || other.endsWith(`.${one}`) || one.endsWith(`.${other}`);
}

function images({ images: all, words }: EmailFacts): CheckResult | CheckResult[] {
  const without = all.filter(({ alt }) => alt === undefined).length;
  const open = all.filter(({ src }) => /^http:/i.test(src)).length;
  const found = [
    without > 0 &&
      wrong(`${without === 1 ? 'A picture has' : `${without} pictures have`} no alt text: many clients show that alone.`),
    open > 0 && look(`${open === 1 ? 'A picture comes' : `${open} pictures come`} by http, which clients do not load.`),
    all.length > 0 && words.length < 40 && wrong('It is a picture with hardly a word: filters take that for spam.'),
  ].filter((result) => result !== false);
  if (found.length > 0) return found;
  return all.length === 0 ? [] : well('Every picture has a text in its place.');
}

function elements({ refused }: EmailFacts): CheckResult[] {
  return [...new Set(refused)].map((name) => wrong(`Mail clients take <${name}> out.`));
}
