import { startKeys } from './access/keys.ts';
import { startAskingFirst } from './api/ask-first.ts';
import { startBanner } from './api/banner.ts';
import { startRefusedOrigins } from './api/refused-origins.ts';
import { stage } from './api/stage.ts';
import { startCanceling } from './cancellation/cancel.ts';
import { startRooms } from './chat/rooms.ts';
import { closeNotification, openNotification } from './delivery/notification.ts';
import { byId, element } from './elements/element.ts';
import { keepTimesTrue } from './elements/time.ts';
import { openInbox } from './inbox/inbox.ts';
import { openLog, startLog } from './message-log/log.ts';
import { startAlarms } from './operations/alarms.ts';
import { startDeadLetters } from './operations/dead-letters.ts';
import { startFaults } from './operations/faults.ts';
import { startJobs } from './operations/jobs.ts';
import { startPipeline } from './operations/pipeline.ts';
import { startQueues } from './operations/queues.ts';
import { startStuck } from './operations/stuck.ts';
import { startSystemState } from './operations/system-state.ts';
import { chooseSent, startOutbox } from './outbox/outbox.ts';
import { openPreferences, startPreferences } from './preferences/preferences.ts';
import { startHistory } from './publishing/history.ts';
import { startPublishing } from './publishing/publish.ts';
import { isInMiddle, onRoute, type Route, type View } from './route.ts';
import { startSchedules } from './schedules/schedules.ts';
import { readDue, startDue } from './scheduling/due.ts';
import { startHeld } from './scheduling/held.ts';
import { startWaiting } from './scheduling/waiting.ts';
import { waiting } from './scheduling/waiting-store.ts';
import { startSending } from './sending/sending.ts';
import { startStatistics } from './statistics/statistics.ts';
import { offerTopics } from './topics/topics.ts';
import { startAboutUser } from './users/about-user.ts';
import { startFindingUsers } from './users/find-user.ts';
import { startWebhooks } from './webhooks/webhooks.ts';
import { openWorkflow, startWorkflows } from './workflows/workflows.ts';

/** On a narrow screen, one part is shown at a time: layout.css. */
const oneAtATime = matchMedia('(width < 760px)');

startAskingFirst();
showStage();
startBanner();
startSystemState();
offerTopics();
startPublishing();
if (stage.is_local) startLocalParts();
else startDue();
startLog();
startFindingUsers();
startAboutUser();
startRooms();
startPreferences(stage.is_local ? 'ada' : undefined);
startCanceling(stage.is_local ? waiting.refresh : readDue);
startJobs();
startQueues();
startDeadLetters();
startAlarms();
startStuck();
startSending();
startWorkflows();
startStatistics();
keepTimesTrue();
onRoute(follow);
startWebhooks();
startKeys();
startSchedules(); // once its part is in sight or not: it reads nothing while it is not

const sheet = byId('sheet', HTMLDialogElement);
sheet.addEventListener('close', leaveNotification);
byId('close-sheet').addEventListener('click', () => sheet.close());
sheet.addEventListener('click', ({ target }) => {
  if (target === sheet) sheet.close(); // only the backdrop is the dialog itself
});

/** Starts what only the local system has: its inboxes side by side, what was sent, what waits, and providers that can be made to fail. */
function startLocalParts(): void {
  startRefusedOrigins();
  startPipeline();
  startHistory();
  openInbox('ada');
  openInbox('grace');
  startOutbox();
  startHeld();
  startWaiting();
  startFaults();
}

/** Says which stage this is, where everybody sees it before they press anything. */
function showStage(): void {
  const { name, is_local, account, region, api } = stage;
  byId('address').textContent = is_local ? location.host : name;
  document.title = `Bellhop, ${name}`;
  const place = [account && `account ${account}`, region, api].filter((part) => part !== undefined && part !== '');
  byId('stage-line').dataset.name = name;
  byId('stage-line').replaceChildren(
    element('strong', {}, `Stage ${name}, deployed`),
    ...place.map((part) => element('span', {}, String(part))),
  );
  if (is_local) return;
  document.body.dataset.middle = 'log';
}

function follow(route: Route): void {
  if (route.notification === undefined) showView(route);
  else openNotification(route.notification);
}

function showView({ view, sent, user, workflow, filter }: View): void {
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
  if (document.body.dataset.middle === 'log') openLog(filter ?? {});
  if (view === 'workflows') openWorkflow(workflow);
}

/** The sheet was closed by hand: the address goes back to the part that is behind it, without scrolling there. */
function leaveNotification(): void {
  closeNotification();
  if (location.hash.startsWith('#ntf_')) history.pushState(undefined, '', `#${document.body.dataset.view}`);
}
