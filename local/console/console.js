import { startBanner } from './api/banner.js';
import { startRefusedOrigins } from './api/refused-origins.js';
import { closeNotification, openNotification } from './delivery/notification.js';
import { byId } from './elements/element.js';
import { keepTimesTrue } from './elements/time.js';
import { openInbox } from './inbox/inbox.js';
import { startFaults } from './operations/faults.js';
import { startRoads } from './operations/pipeline.js';
import { startQueues } from './operations/queues.js';
import { startSystemState } from './operations/system-state.js';
import { chooseSent, startOutbox } from './outbox/outbox.js';
import { openPerson, startPeople } from './preferences/preferences.js';
import { startHistory } from './publishing/history.js';
import { startPublishing } from './publishing/publish.js';
import { onRoute, stages } from './route.js';
import { startHeld } from './scheduling/held.js';
import { startWaiting } from './scheduling/waiting.js';
import { offerTopics } from './topics/topics.js';

/** On a narrow screen, one part is shown at a time: layout.css. */
const oneAtATime = matchMedia('(width < 760px)');

byId('address').textContent = location.host;
startBanner();
startRefusedOrigins();
startSystemState();
startRoads();
offerTopics();
startPublishing();
startHistory();
openInbox('ada');
openInbox('grace');
startOutbox();
startHeld();
startPeople('ada');
startWaiting();
startQueues();
startFaults();
keepTimesTrue();
onRoute(follow);

const sheet = byId('sheet');
sheet.addEventListener('close', leaveNotification);
byId('close-sheet').addEventListener('click', () => sheet.close());
sheet.addEventListener('click', ({ target }) => target === sheet && sheet.close()); // only the backdrop is the dialog itself

function follow({ view, notification, sent, person }) {
  if (notification !== undefined) return openNotification(notification);
  closeNotification();
  if (document.body.dataset.view !== view && oneAtATime.matches) scrollTo(0, 0); // where the last part was scrolled to says nothing of this one
  document.body.dataset.view = view;
  if (stages.includes(view)) document.body.dataset.stage = view;
  for (const link of document.querySelectorAll('.views a')) {
    link.classList.toggle('shown', link.hash === `#${document.body.dataset.stage}`);
    if (link.hash === `#${view}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (sent !== undefined) chooseSent(sent);
  if (view === 'people') openPerson(person);
}

/** The sheet was closed by hand: the address goes back to the part that is behind it, without scrolling there. */
function leaveNotification() {
  closeNotification();
  if (location.hash.startsWith('#ntf_')) history.pushState(undefined, '', `#${document.body.dataset.view}`);
}
