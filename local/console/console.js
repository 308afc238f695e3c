import { startBanner } from './banner.js';
import { byId } from './element.js';
import { startFaults } from './faults.js';
import { openInbox } from './inbox.js';
import { startJobs } from './jobs.js';
import { closeNotification, openNotification } from './notification.js';
import { chooseSent, startOutbox } from './outbox.js';
import { startPublishing } from './publish.js';
import { startQueues } from './queues.js';
import { onRoute } from './route.js';
import { keepTimesTrue } from './time.js';

byId('address').textContent = location.host;
startBanner();
startPublishing();
openInbox('ada');
openInbox('grace');
startOutbox();
startQueues();
startJobs();
startFaults();
keepTimesTrue();
onRoute(follow);

const sheet = byId('sheet');
sheet.addEventListener('close', leaveNotification);
byId('close-sheet').addEventListener('click', () => sheet.close());
sheet.addEventListener('click', ({ target }) => target === sheet && sheet.close()); // only the backdrop is the dialog itself

function follow({ view, notification, sent }) {
  if (notification !== undefined) return openNotification(notification);
  closeNotification();
  document.body.dataset.view = view;
  for (const link of document.querySelectorAll('.views a')) {
    if (link.hash === `#${view}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (sent !== undefined) chooseSent(sent);
}

/** The sheet was closed by hand: the address goes back to the part that is behind it, without scrolling there. */
function leaveNotification() {
  closeNotification();
  if (location.hash.startsWith('#ntf_')) history.pushState(undefined, '', `#${document.body.dataset.view}`);
}
