import Knock from '@knocklabs/node';

const knock = new Knock(); // KNOCK_API_KEY

export async function commentAdded(comment, followers) {
  await knock.workflows.trigger(
    'comment-added',
    {
      actor: comment.author,
      recipients: followers,
      data: { document: comment.document, comment: comment.text, link: comment.link },
      cancellation_key: `comment-${comment.id}`,
    },
    { idempotencyKey: `comment-${comment.id}` },
  );
}

export async function commentRemoved(comment) {
  await knock.workflows.cancel('comment-added', { cancellation_key: `comment-${comment.id}` });
}
