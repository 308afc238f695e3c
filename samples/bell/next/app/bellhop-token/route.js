import { Bellhop, tokenAnswer } from '@bellhop/node';

const bellhop = new Bellhop(); // BELLHOP_URL and BELLHOP_KEY, of the server alone

export async function POST() {
  const { body, ...head } = await tokenAnswer(bellhop, 'ada'); // whoever your session says is signed in
  return new Response(body, head);
}
