import { Novu } from '@novu/api';

const novu = new Novu({ secretKey: process.env.NOVU_SECRET_KEY, serverURL: process.env.NOVU_URL });

export async function commentAdded(comment, followers) {
  await novu.trigger({
    workflowId: 'comment-added',
    actor: comment.author,
    to: followers,
    payload: { document: comment.document, comment: comment.text, link: comment.link },
    transactionId: `comment-${comment.id}`,
  });
}

export async function commentRemoved(comment) {
  await novu.cancel(`comment-${comment.id}`);
}
