import type { InboxAction } from '../../contract/channels/inbox/actions.ts';
import type { FeedItem } from '../../contract/channels/inbox/feed.ts';
import type { Inbox } from '../inbox.ts';
import type { Preferences } from '../preferences.ts';
import type { AlertKind } from './alerts/alert-kinds.ts';
import { loadAlerts } from './alerts/load-alerts.ts';
import { aroundPanel } from './around-panel.ts';
import { inboxBell } from './bell.ts';
import { element } from './element.ts';
import { type ItemActions, type ItemLook, inboxItem } from './list/inbox-item.ts';
import { keyedList } from './list/keyed-list.ts';
import { headButton, inboxPanel, type PanelModel } from './panel.ts';

/** What the bell and its panel are made from. `opens` and `acts` say whether what was pressed is left to the browser. */
export type Mounting = ItemLook & {
  inbox: Inbox;
  preferences: Preferences;
  categories: readonly string[];
  alerts: readonly AlertKind[];
  opens(item: FeedItem): boolean;
  acts(item: FeedItem, action: InboxAction): boolean;
};

/** What was pressed: whether it is left to the browser, where that leads, and whether the panel stays when the page takes it over. */
type Pressed = { isOurs(): boolean; url: string | undefined; staysOpen?: boolean };

const timesTrueForMs = 30_000;

/** Puts bell and panel into a shadow root and keeps them in step with the stores; answers how to take them out again. */
export function mountInbox(
  root: ShadowRoot,
  { inbox, preferences, categories, alerts, opens, acts, ...look }: Mounting,
): () => void {
  const { texts } = look;
  const seenCategories = new Set(categories);
  let view: PanelModel['view'] = 'list';
  let refused: unknown;
  const itemActions: ItemActions = {
    open: (item, click) => follow(item, click, { isOurs: () => opens(item), url: item.action_url }),
    act: (item, action, click) => follow(item, click, { isOurs: () => acts(item, action), url: action.url, staysOpen: true }),
    setRead: ({ id }, read) => void (read ? inbox.markRead(id) : inbox.markUnread(id)),
    setArchived,
    snooze,
  };
  const bell = inboxBell(texts, () => (panel.isShown ? panel.hide() : show()));
  const panel = inboxPanel(look, {
    list: {
      ...itemActions,
      chooseShelf: (shelf) =>
        inbox.setFilter({
          status: shelf === 'unread' ? 'unread' : 'all',
          archived: shelf === 'archived',
          snoozed: shelf === 'snoozed' || undefined,
        }),
      chooseCategory: (category) => inbox.setFilter({ category: category || undefined }),
      loadMore: () => void inbox.loadMore(),
      retry: () => inbox.refresh(),
    },
    preferences: { save, retry: () => void preferences.load() },
    markAllRead: () => inbox.getState().counts.unread > 0 && void inbox.markAllRead(),
    look: turnTo,
    closed: () => around.closed(),
  });
  const around = aroundPanel(root, { bell, panel });
  root.replaceChildren(bell.root, bell.live, panel.root);

  function show(): void {
    view = 'list';
    panel.show();
    around.shown();
    update();
    if (inbox.getState().counts.unseen > 0) void inbox.markAllSeen();
  }

  /** Reads an item by what was pressed in it. The page may take that over; what leads somewhere closes the panel. */
  function follow(item: FeedItem, click: MouseEvent, { isOurs, url, staysOpen }: Pressed): void {
    if (!item.read && !item.archived) void inbox.markRead(item.id);
    if (click.ctrlKey || click.metaKey || click.shiftKey) return; // a new tab or window: this page stays as it is
    const isTaken = !isOurs();
    if (isTaken) click.preventDefault();
    if (isTaken ? !staysOpen : url !== undefined) panel.hide();
  }

  function setArchived({ id }: FeedItem, archived: boolean): void {
    const [does, undoes] = archived ? [inbox.archive, inbox.unarchive] : [inbox.unarchive, inbox.archive];
    void does(id);
    panel.toast.show(archived ? texts.archived : texts.restored, wayBack(id, undoes));
  }

  /** Takes back what was done to an item, and focuses it again. */
  function wayBack(id: string, undo: (id: string) => Promise<unknown>) {
    return { label: texts.undo, press: () => void undo(id).then(() => panel.focusOn(id)) };
  }

  function snooze({ id }: FeedItem, until?: Date): void {
    void (until ? inbox.snooze(id, until) : inbox.unsnooze(id));
    panel.toast.show(until ? texts.snoozed : texts.restored, until && wayBack(id, inbox.unsnooze));
  }

  async function save(patch: Parameters<Preferences['change']>[0]): Promise<void> {
    const isSaved = await preferences.change(patch);
    if (!isSaved) panel.resetPreferences();
    panel.toast.show(isSaved ? texts.saved : texts.notSaved);
  }

  function turnTo(next: PanelModel['view']): void {
    view = next;
    panel.toast.hide();
    if (view === 'preferences') void preferences.load();
    update();
  }

  function listModel(): PanelModel['list'] {
    const { status: phase, filter, items, hasMore, isLoadingMore, categoryCounts } = inbox.getState();
    for (const category of [...items.map((item) => item.category), ...Object.keys(categoryCounts ?? {})])
      seenCategories.add(category);
    const shelf = filter.archived ? 'archived' : filter.snoozed ? 'snoozed' : filter.status;
    const category = filter.category ?? '';
    const categories = [...seenCategories].sort();
    return { phase, items, hasMore, loadingMore: isLoadingMore, shelf, category, categories, categoryCounts };
  }

  function preferencesModel(): PanelModel['preferences'] {
    const { status, preferences: known } = preferences.getState();
    return known ?? (status === 'failed' ? 'failed' : 'loading');
  }

  function update(): void {
    const { counts } = inbox.getState();
    bell.show(counts.unread);
    if (!panel.isShown) return;
    panel.update({ view, unread: counts.unread, list: listModel(), preferences: preferencesModel() });
  }

  function hear(): void {
    const { arrived, refused: nowRefused } = inbox.getState();
    update();
    if (arrived.length > 0) (panel.isShown ? panel.toast.show : bell.say)(texts.arrived(arrived.length));
    if (nowRefused && nowRefused !== refused) panel.toast.show(texts.notSaved);
    refused = nowRefused;
  }

  /** What is being saved shows already, as the user has set it: it is drawn when the server has answered. */
  function hearPreferences(): void {
    if (preferences.getState().status !== 'saving') update();
  }

  const timer = setInterval(update, timesTrueForMs);
  const endAlerts = loadAlerts(alerts, {
    root,
    inbox,
    texts,
    draw: {
      element,
      button: headButton,
      items: (list) =>
        keyedList(list, {
          key: ({ id }) => id,
          make: (item) => inboxItem(item, look, itemActions),
          leave: () => bell.root.focus(),
        }),
    },
    isOpen: () => panel.isShown,
  });
  const endings = [
    endAlerts,
    inbox.subscribe(hear),
    preferences.subscribe(hearPreferences),
    around.end,
    () => clearInterval(timer),
  ];
  update();
  return () => {
    for (const end of endings) end();
  };
}
