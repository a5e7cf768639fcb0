import { z } from 'zod';
import type { SaveLine } from '../../src/contract/admin';
import type { ForgeHost } from './forge/host';
import { ADMIN_ID } from './jira';
import type { TwilioStandIn } from './twilio';

export interface SetUpOptions {
  forge: ForgeHost;
  twilio: TwilioStandIn;
  /** The Twilio account that calls come from; the stand-in's own unless another server plays Twilio. */
  accountSid: string;
  authToken: string;
  openAiKey: string;
}

/** One line for each of the account's numbers, with nothing but what an admin has to choose. */
const LINES: Omit<SaveLine, 'serviceDeskId' | 'requestTypeId'>[] = [
  {
    number: '+14155550100',
    name: 'the support line',
    languages: ['en', 'de', 'fr', 'es', 'it', 'pt-BR', 'nl', 'ja'],
  },
  {
    number: '+493055500100',
    name: 'die Support-Leitung',
    languages: ['de'],
  },
  {
    number: '+34915550100',
    name: 'la línea de soporte',
    languages: ['es'],
  },
];

const REQUEST_TYPE = 'Report a problem';

const Answer = z.object({
  ok: z.boolean(),
  value: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});
const Desks = z.array(
  z.object({ id: z.string(), requestTypes: z.array(z.object({ id: z.string(), name: z.string() })) }),
);

/**
 * Sets the app up as an admin would: through the admin page's own resolver, and in Twilio's console.
 * @throws Error with the app's words when it refuses.
 */
export async function setUp({
  forge,
  twilio,
  accountSid,
  authToken,
  openAiKey,
}: SetUpOptions): Promise<void> {
  const ask = async (functionKey: string, payload: object = {}): Promise<unknown> => {
    const answer = Answer.parse(
      await forge.invokeResolver({ moduleKey: 'admin', functionKey, payload, accountId: ADMIN_ID }),
    );
    if (!answer.ok) throw new Error(`The app refused ${functionKey}: ${answer.error?.message}`);
    return answer.value;
  };
  await ask('saveTwilio', { accountSid, authToken });
  await ask('saveOpenAi', { apiKey: openAiKey });
  const choice = chooseRequestType(Desks.parse(await ask('listServiceDesks')));
  for (const line of LINES) await ask('saveLine', { ...line, ...choice });
  const phone = forge.listWebTriggers().find(({ key }) => key === 'phone');
  if (phone === undefined) throw new Error('The app has no web trigger "phone".');
  for (const { phoneNumber } of twilio.listNumbers()) {
    twilio.configureNumber(phoneNumber, {
      voiceUrl: `${phone.url}/call`,
      voiceMethod: 'POST',
      statusCallback: `${phone.url}/status`,
      statusCallbackMethod: 'POST',
    });
  }
}

function chooseRequestType(desks: z.infer<typeof Desks>): { serviceDeskId: string; requestTypeId: string } {
  for (const { id, requestTypes } of desks) {
    const chosen = requestTypes.find(({ name }) => name === REQUEST_TYPE) ?? requestTypes[0];
    if (chosen !== undefined) return { serviceDeskId: id, requestTypeId: chosen.id };
  }
  throw new Error('Jira has no service desk with a request type.');
}
