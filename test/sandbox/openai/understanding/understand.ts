import type { ResponseRequest } from '../response-request';
import { fillSchema } from './fill-schema';
import { findOffers } from './offers';
import { type Reading, readMessage } from './read-message';
import { findTranscript } from './transcript';

/**
 * The text of the reply to a request: JSON for the schema that is asked for, else the description in plain words.
 * The caller's words stay in the caller's language, whatever the instructions ask: a stand-in that pretended to
 * translate would hide whether the app does the right thing with a real translation.
 */
export function understand(request: ResponseRequest): string {
  const reading = readMessage(findTranscript(request), findOffers(request));
  const format = request.text?.format;
  if (format?.type === 'json_schema') return JSON.stringify(fillSchema(format.schema, reading));
  return format?.type === 'json_object' ? JSON.stringify(describe(reading)) : reading.description;
}

function describe(reading: Reading): object {
  const { summary, description, language, urgency, intents, entities, callback, smsOptOut } = reading;
  return { summary, description, language, urgency, intent: intents[0], entities, callback, smsOptOut };
}
