import { answerPhone } from '../call/answer-phone';
import { isRotated, type Refusal, screenWebhook, verifyWebhook, WebTriggerRequest } from '../call/webhook';
import { composePhone } from '../compose-phone';

interface WebTriggerResponse {
  statusCode: number;
  headers?: Record<string, string[]>;
  body?: string;
}

// No detail: whoever is refused is either not Twilio or has nothing to learn from us.
const REFUSALS: Record<Refusal['refused'] | 'stale', WebTriggerResponse> = {
  'not-signed': { statusCode: 403 },
  stale: { statusCode: 403 },
  'too-large': { statusCode: 413 },
  'wrong-method': { statusCode: 405, headers: { Allow: ['POST'] } },
  'unknown-path': { statusCode: 404 },
  malformed: { statusCode: 400 },
};

// Twilio then asks the number's fallback URL, which records the caller without us.
const UNAVAILABLE: WebTriggerResponse = { statusCode: 503, headers: { 'Retry-After': ['5'] } };

/** Every webhook of the phone line; the path behind the web trigger's URL says which. */
export async function handle(payload: unknown): Promise<WebTriggerResponse> {
  const phone = composePhone();
  const request = WebTriggerRequest.safeParse(payload);
  if (!request.success) return REFUSALS.malformed;
  const screened = screenWebhook(request.data);
  if ('refused' in screened) return refuse(screened, phone);
  if ('music' in screened) return { statusCode: 200, headers: MUSIC_HEADERS, body: screened.music };
  const setup = await phone.loadSetup();
  if (!setup.ok) {
    phone.logNowAndThen({ event: 'setup-not-loaded', failure: setup.failure.kind });
    return UNAVAILABLE;
  }
  const event = verifyWebhook(screened, setup.value.verifier);
  if (event !== null && 'refused' in event) return refuse(event, phone);
  // Once in a rotation, beside the answer; it never fails.
  const rotated = isRotated(screened, setup.value.verifier) ? phone.endRotation(setup.value) : undefined;
  const answering = event === null ? undefined : answerPhone(event, phone.line(setup.value));
  const [answer] = await Promise.all([answering, rotated]);
  if (answer === undefined) return NOTHING;
  switch (answer.kind) {
    case 'twiml':
      return { statusCode: 200, headers: TWIML_HEADERS, body: answer.twiml };
    case 'nothing':
      return NOTHING;
    case 'stale':
      return REFUSALS.stale;
    case 'unavailable':
      return UNAVAILABLE;
  }
}

const NOTHING: WebTriggerResponse = { statusCode: 204 };
const TWIML_HEADERS = { 'Content-Type': ['text/xml; charset=utf-8'] };
// Twilio keeps what it may: a clip is fetched now and then, not for every caller.
const MUSIC_HEADERS = { 'Content-Type': ['audio/wav'], 'Cache-Control': ['public, max-age=86400'] };

/** Anybody can be refused as often as they like; the log has room for 100 lines a minute. */
function refuse({ refused }: Refusal, phone: ReturnType<typeof composePhone>): WebTriggerResponse {
  phone.logNowAndThen({ event: 'webhook-refused', reason: refused });
  return REFUSALS[refused];
}
