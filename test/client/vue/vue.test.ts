import { createSSRApp, defineComponent, h, nextTick, watchEffect } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { provideBellhop, useBellhop, useInbox, usePreferences, useUnread } from '../../../client/vue/index.ts';
import { aBrowser } from '../a-browser.ts';
import { aServer } from '../a-server.ts';
import { withPreferences } from '../with-preferences.ts';
import { mount } from './mount.ts';

/** An app in which two components look at the inbox and two at the preferences, and what they have drawn. */
function anApp() {
  const server = aServer();
  const browser = aBrowser();
  const client = withPreferences(server.client(), server.calls);
  const drawn: string[] = [];
  let inbox: ReturnType<typeof useInbox> | undefined;

  const List = defineComponent({
    setup() {
      inbox = useInbox();
      const { status, items, refused } = inbox;
      return () =>
        h('ul', { title: refused.value?.error.code }, [status.value, ...items.value.map(({ title }) => h('li', title))]);
    },
  });
  const Badge = defineComponent({
    setup() {
      const unread = useUnread();
      watchEffect(() => drawn.push(`${unread.value.count} unread`));
      return () => h('output', unread.value.count);
    },
  });
  const Zone = defineComponent({
    setup() {
      const { preferences } = usePreferences();
      return () => h('p', preferences.value?.timezone ?? 'no zone');
    },
  });
  const App = defineComponent({
    setup() {
      const bellhop = provideBellhop(client, { environment: browser.tab().environment });
      const { items } = useInbox(bellhop);
      return () => h('main', [`${items.value.length} items`, h(List), h(Badge), h(Zone), h(Zone)]);
    },
  });
  return { server, browser, App, drawn, inbox: () => inbox ?? fail() };
}

function fail(): never {
  throw new Error('no component has asked for the inbox');
}

test('each field is a ref that follows the inbox, and what is done shows at once', async () => {
  const { server, browser, App, drawn, inbox } = anApp();
  const id = await server.arrives();
  const unmount = mount(App);
  const { items, status, counts } = inbox();
  expect(status.value).toBe('loading');

  await browser.pass(0.1);
  expect([status.value, counts.value.unread, items.value.map(({ title }) => title)]).toEqual(['ready', 1, ['n1']]);

  const done = inbox().markRead(id);
  expect(items.value[0]?.read).toBe(true);
  expect(await done).toBe(true);
  await nextTick();
  expect(drawn).toEqual(['0 unread', '1 unread', '0 unread']);
  unmount();
});

test('one inbox asks, and the preferences are read once, however many components look', async () => {
  const { server, browser, App } = anApp();

  const unmount = mount(App);
  await browser.pass(0.1);

  expect(server.calls.sort()).toEqual(['GET notifications 200', 'GET preferences 200']);
  unmount();
});

test('nobody asks any more once the component is gone that provided it', async () => {
  const { server, browser, App, inbox } = anApp();
  const unmount = mount(App);
  await browser.pass(0.1);
  const { items } = inbox();

  unmount();
  server.calls.length = 0;
  await server.arrives();
  await browser.pass(600);

  expect(server.calls).toEqual([]);
  expect(items.value).toEqual([]);
});

test('a server draws everything as still loading, and asks nothing', async () => {
  const { server, browser, App } = anApp();

  const html = await renderToString(createSSRApp(App));
  await browser.pass(60);

  expect(html).toContain('<ul>loading</ul><output>0</output><p>no zone</p>');
  expect(server.calls).toEqual([]);
});

test('a component that nobody has provided an inbox for is told so', () => {
  expect(() => mount({ setup: () => void useBellhop(), render: () => null })).toThrow('provideBellhop()');
});
