import { startBanner } from './api/banner.ts';
import { startRefusedOrigins } from './api/refused-origins.ts';
import { closeNotification, openNotification } from './delivery/notification.ts';
import { byId } from './elements/element.ts';
import { keepTimesTrue } from './elements/time.ts';
import { openInbox } from './inbox/inbox.ts';
import { startFaults } from './operations/faults.ts';
import { startPipeline } from './operations/pipeline.ts';
import { startQueues } from './operations/queues.ts';
import { startSystemState } from './operations/system-state.ts';
import { chooseSent, startOutbox } from './outbox/outbox.ts';
import { openPreferences, startPreferences } from './preferences/preferences.ts';
import { startHistory } from './publishing/history.ts';
import { startPublishing } from './publishing/publish.ts';
import { isInMiddle, onRoute, type Route, type View } from './route.ts';
import { startSchedules } from './schedules/schedules.ts';
import { startHeld } from './scheduling/held.ts';
import { startWaiting } from './scheduling/waiting.ts';
import { startStatistics } from './statistics/statistics.ts';
import { offerTopics } from './topics/topics.ts';

/** On a narrow screen, one part is shown at a time: layout.css. */
const oneAtATime = matchMedia('(width < 760px)');

byId('address').textContent = location.host;
startBanner();
startRefusedOrigins();
startSystemState();
startPipeline();
offerTopics();
startPublishing();
startHistory();
openInbox('ada');
openInbox('grace');
startOutbox();
startHeld();
startPreferences('ada');
startWaiting();
startQueues();
startFaults();
startStatistics();
keepTimesTrue();
onRoute(follow);
startSchedules(); // once its part is in sight or not: it reads nothing while it is not

const sheet = byId('sheet', HTMLDialogElement);
sheet.addEventListener('close', leaveNotification);
byId('close-sheet').addEventListener('click', () => sheet.close());
sheet.addEventListener('click', ({ target }) => {
  if (target === sheet) sheet.close(); // only the backdrop is the dialog itself
});

function follow(route: Route): void {
  if (route.notification === undefined) showView(route);
  else openNotification(route.notification);
}

function showView({ view, sent, user }: View): void {
  closeNotification();
  if (document.body.dataset.view !== view && oneAtATime.matches) scrollTo(0, 0); // where the last part was scrolled to says nothing of this one
  document.body.dataset.view = view;
  if (isInMiddle(view)) document.body.dataset.middle = view;
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.views a')) {
    link.classList.toggle('shown', link.hash === `#${document.body.dataset.middle}`);
    if (link.hash === `#${view}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (sent !== undefined) chooseSent(sent);
  if (view === 'users') openPreferences(user);
}

/** The sheet was closed by hand: the address goes back to the part that is behind it, without scrolling there. */
function leaveNotification(): void {
  closeNotification();
  if (location.hash.startsWith('#ntf_')) history.pushState(undefined, '', `#${document.body.dataset.view}`);
}
