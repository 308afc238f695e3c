import Courier from '@trycourier/courier';

const courier = new Courier(); // COURIER_API_KEY

export async function commentAdded(comment, followers) {
  await courier.send.message(
    {
      message: {
        to: followers.map((user_id) => ({ user_id })),
        template: 'comment-added',
        data: { author: comment.author, document: comment.document, comment: comment.text, link: comment.link },
      },
    },
    { headers: { 'Idempotency-Key': `comment-${comment.id}` } },
  );
}
