/** Twilio's own small applications, as far as the product uses them: https://www.twilio.com/labs/twimlets */
const HOST = 'twimlets.com';

/** Whether Twilio would ask itself: such a request never leaves its network. */
export const isTwimlet = (url: string): boolean => URL.parse(url)?.hostname === HOST;

/** `/echo` answers with the TwiML that it is given, whatever the method. */
export async function answerTwimlet(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname !== '/echo') return new Response('Not found', { status: 404 });
  const form = request.method === 'POST' ? new URLSearchParams(await request.text()) : searchParams;
  const twiml = searchParams.get('Twiml') ?? form.get('Twiml') ?? '';
  return new Response(twiml, { headers: { 'content-type': 'text/xml' } });
}
