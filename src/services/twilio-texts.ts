import { z } from 'zod';
import type { IncomingText, Texts } from '../caller/ports';
import { TextSid } from '../contract/caller';
import { fail, type Result, succeed } from '../contract/failure';
import type { TwilioAccess } from '../settings/accounts';
import { attempt, openAccount, type Resources } from './twilio-client';

/** https://www.twilio.com/docs/messaging/api/message-resource */
const FetchedText = z.object({
  sid: TextSid,
  direction: z.string(),
  from: z.string().nullish(),
  to: z.string(),
  body: z.string().nullish(),
  numMedia: z.coerce.number().int().min(0).catch(0),
  dateCreated: z.date(),
});

/**
 * Texts over Twilio's REST API.
 *
 * @param statusUrl where Twilio tells what became of a text; without one it doesn't
 */
export function createTexts(account: TwilioAccess, statusUrl?: string): Texts {
  const resources = openAccount(account);
  return {
    fetchText: (textId) => fetchText(resources, textId),

    async sendText({ from, to, body }) {
      const callback = statusUrl === undefined ? {} : { statusCallback: statusUrl };
      const sent = await attempt(() => resources.messages.create({ from, to, body, ...callback }));
      return sent.ok ? succeed({ sid: sent.value.sid }) : sent;
    },
  };
}

async function fetchText(resources: Resources, textId: string): Promise<Result<IncomingText>> {
  const fetched = await attempt<unknown>(() => resources.messages(textId).fetch());
  if (!fetched.ok) return fetched;
  const text = FetchedText.safeParse(fetched.value);
  if (!text.success) {
    const where = text.error.issues[0]?.path.join('.') ?? '';
    const detail = `A text of Twilio's does not fit at "${where}".`;
    return fail({ kind: 'malformed', service: 'twilio', detail });
  }
  const { sid, direction, from, to, body, numMedia, dateCreated } = text.data;
  if (direction !== 'inbound')
    return fail({ kind: 'not-found', service: 'twilio', detail: 'It is a text of our own.' });
  return succeed({
    textId: sid,
    from: from ?? '',
    to,
    body: body ?? '',
    attachments: numMedia,
    at: dateCreated.getTime(),
  });
}
