import { Bellhop } from '@bellhop/node';

const bellhop = new Bellhop(); // BELLHOP_URL and BELLHOP_KEY

export async function commentAdded(comment, followers) {
  await bellhop.notifications.publish(
    {
      workflow: 'comment-added',
      actor: comment.author,
      recipients: followers,
      data: { document: comment.document, comment: comment.text, link: comment.link },
      cancellation_key: `comment-${comment.id}`,
    },
    { idempotencyKey: `comment-${comment.id}` },
  );
}

export async function commentRemoved(comment) {
  await bellhop.notifications.cancel({ cancellation_key: `comment-${comment.id}` });
}
