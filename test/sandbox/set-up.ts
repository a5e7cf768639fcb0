import { z } from 'zod';
import type { SaveLine } from '../../src/contract/admin';
import type { Documents } from './documents';
import type { ForgeHost } from './forge/host';
import { ADMIN_ID } from './jira';
import { Mistake } from './mistake';
import type { TwilioStandIn } from './twilio';

export interface Credentials {
  /** Of the Twilio account that calls come from. */
  accountSid: string;
  authToken: string;
  openAiKey: string;
}

export interface SetUpOptions {
  forge: ForgeHost;
  twilio: TwilioStandIn;
  documents: Documents;
  credentials: Credentials;
  /** Whether another server plays Twilio: it need not know the sandbox's numbers. */
  isTwilioElsewhere: boolean;
}

/** One line for each of the account's numbers, with nothing but what an admin has to choose; and whoever tries it calls often. */
const LINES: Omit<SaveLine, 'serviceDeskId' | 'requestTypeId'>[] = [
  {
    number: '+14155550100',
    name: 'Acme Support',
    languages: ['en', 'de', 'fr', 'es', 'it', 'pt-BR', 'nl', 'ja'],
  },
  {
    number: '+493055500100',
    name: 'Acme Support',
    languages: ['de'],
  },
  {
    number: '+34915550100',
    name: 'Acme Soporte',
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

const Opened = z.object({ lines: z.array(z.object({ id: z.string() })) });

const Present = z.object({
  twilio: z.unknown().optional(),
  openai: z.object({ key: z.unknown().optional() }),
  lines: z.array(z.unknown()),
});

const isBlank = ({ twilio, openai, lines }: z.infer<typeof Present>): boolean =>
  twilio === undefined && openai.key === undefined && lines.length === 0;

type Ask = (functionKey: string, payload?: object) => Promise<unknown>;

/**
 * Sets the app up as an admin would, through the admin page's own resolver. One that was set up
 * at an earlier start gets what the environment has changed since (`OPENAI_API_KEY` counts at every start), and one that
 * somebody else has set up is left alone.
 * @throws Mistake with the app's words when it refuses, as when `--route` leads to a server that isn't there.
 */
export async function setUp(options: SetUpOptions): Promise<void> {
  const { forge, documents, credentials } = options;
  const entered = documents.collection<Credentials>('credentials-entered');
  const before = entered.get('admin');
  const ask: Ask = async (functionKey, payload = {}) => {
    const answer = Answer.parse(
      await forge.invokeResolver({ moduleKey: 'admin', functionKey, payload, accountId: ADMIN_ID }),
    );
    if (!answer.ok)
      throw new Mistake(`The app can't be set up: ${answer.error?.message} (answer to ${functionKey})`);
    return answer.value;
  };
  if (before === undefined && !isBlank(Present.parse(await ask('getSetup')))) return;
  const { accountSid, authToken, openAiKey } = credentials;
  if (before?.accountSid !== accountSid || before.authToken !== authToken)
    await ask('saveTwilio', { accountSid, authToken });
  if (before?.openAiKey !== openAiKey) await ask('saveOpenAi', { apiKey: openAiKey });
  if (before === undefined) await openLines(ask, options);
  entered.put('admin', credentials);
}

async function openLines(ask: Ask, { forge, twilio, isTwilioElsewhere }: SetUpOptions): Promise<void> {
  const choice = chooseRequestType(Desks.parse(await ask('listServiceDesks')));
  const limits = { callsPerCallerPerHour: 1000 };
  for (const line of LINES) await ask('saveLine', { ...line, ...choice, limits });
  const { lines } = Opened.parse(await ask('getSetup'));
  if (!isTwilioElsewhere) for (const { id } of lines) await ask('connectNumber', { lineId: id });
  else pointNumbers(forge, twilio);
}

/** What an admin would write in Twilio's console. The phone on the page stays the stand-in's, whoever plays the rest. */
function pointNumbers(forge: ForgeHost, twilio: TwilioStandIn): void {
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
