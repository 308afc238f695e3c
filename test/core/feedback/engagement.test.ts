import { ProviderEvent } from '../../../contract/feedback/provider-events.ts';
import { type EngagementEvent, isMachine, noteEngaged, readEngaged } from '../../../core/feedback/rules/engagement.ts';
import { aProviderEvent } from '../../provider-event.ts';

const iPhone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 10_3_3 like Mac OS X) AppleWebKit/603.3.8 (KHTML, like Gecko) Mobile/14G60';
const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/60.0.3112.90 Safari/537.36';
const gmail = 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)';

// as AWS shows them: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html
const open = { ipAddress: '192.0.2.1', timestamp: '2017-08-09T22:00:19.652Z', userAgent: iPhone };
const click = {
  ipAddress: '192.0.2.1',
  link: 'http://docs.aws.amazon.com/ses/latest/DeveloperGuide/send-email-smtp.html',
  linkTags: { samplekey0: ['samplevalue0'] },
  timestamp: '2017-08-09T23:51:25.570Z',
  userAgent: chrome,
};

const read = (type: string, part: object, arrivedAt = '2017-08-09T21:59:49.927Z') =>
  noteEngaged(readEngaged(ProviderEvent.parse(aProviderEvent(type, { ...part })) as EngagementEvent), new Date(arrivedAt));

test("AWS's own examples are an open and a click by a person", () => {
  expect(read('Email Opened', { open })).toEqual({
    at: new Date('2017-08-09T22:00:19.652Z'),
    engagement: 'opened',
    detail: 'the e-mail was opened',
  });
  expect(read('Email Clicked', { click })).toEqual({
    at: new Date('2017-08-09T23:51:25.570Z'),
    engagement: 'clicked',
    detail: 'a link to docs.aws.amazon.com in the e-mail was clicked',
  });
});

test.each<[string, string | undefined, number, boolean]>([
  ['a phone after half a minute', iPhone, 30, false],
  ['a browser after five seconds', chrome, 5, false],
  ['a browser before that, as only a scanner is so fast', chrome, 4.9, true],
  ['a browser before the delivery was told', chrome, -1, true],
  ["Apple's Mail Privacy Protection, whenever", 'Mozilla/5.0', 3_600, true],
  ["Gmail's proxy later, for somebody who reads", gmail, 600, false],
  ["Gmail's proxy at once, which looks at pictures ahead", gmail, 1, true],
  [
    "Gmail's prefetcher, whenever",
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Mozilla/5.0',
    600,
    true,
  ],
  [
    "Yahoo's proxy, for somebody who reads",
    'YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html',
    90,
    false,
  ],
  ['a crawler', 'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)', 600, true],
  ['a program', 'python-requests/2.31.0', 600, true],
  ['a link preview', 'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5', 600, true],
  ['who says nothing', '', 600, true],
  ['whom the provider does not name, a minute later', undefined, 60, false],
  ['whom the provider does not name, at once', undefined, 1, true],
])('%s', (_, userAgent, seconds, machine) => {
  expect(isMachine({ userAgent, seconds })).toBe(machine);
});

test('what a machine did says so', () => {
  expect(read('Email Opened', { open: { ...open, userAgent: 'Mozilla/5.0' } })).toMatchObject({
    engagement: 'opened_by_machine',
    detail: 'the e-mail was opened (by a machine)',
  });
  expect(read('Email Clicked', { click }, '2017-08-09T23:51:24.000Z')).toMatchObject({
    engagement: 'clicked_by_machine',
    detail: 'a link to docs.aws.amazon.com in the e-mail was clicked (by a machine)',
  });
});

test.each([
  ['https://ada:secret@app.example.com:8443/users/ada@example.com/reset?token=s3cret#now', 'a link to app.example.com in'],
  ['mailto:ada@example.com', 'a link in'],
  ['no address at all', 'a link in'],
])('of the link %s only the host is kept', (link, said) => {
  const { detail } = read('Email Clicked', { click: { ...click, link } });

  expect(detail).toContain(said);
  expect(detail).not.toMatch(/ada|secret|s3cret|@|8443/);
});

test("neither the reader's address in the net nor their program is kept", () => {
  expect(JSON.stringify([read('Email Opened', { open }), read('Email Clicked', { click })])).not.toMatch(/192\.0\.2|Mozilla/);
});
