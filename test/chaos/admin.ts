import { z } from 'zod';
import { sleep } from '../sandbox/clock';
import { ADMIN_ID } from '../sandbox/jira';
import type { Sandbox } from '../sandbox/sandbox';

const RETRY_MS = 5 * 60_000;
/** Longer than Jira is ever out: the page can ask nobody else who is an admin. */
const MOST_TRIES = 200;

const Answer = z.object({ ok: z.boolean(), value: z.unknown().optional() });
const Setup = z.object({ lines: z.array(z.looseObject({ number: z.string() })) });

/** Somebody at the admin page, who tries again when the page says that something went wrong. */
export interface Admin {
  /** Gives each line another rule for its recordings. */
  chooseRecordingPolicies(): Promise<void>;
  enterCredential(party: 'openai' | 'twilio', secret: string): Promise<void>;
  retryParkedCalls(): Promise<void>;
}

export function createAdmin({ forge, twilio, clock }: Sandbox): Admin {
  async function insist(functionKey: string, payload: object): Promise<unknown> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const call = { moduleKey: 'admin', functionKey, payload, accountId: ADMIN_ID };
      const answer = await forge.invokeResolver(call).catch(() => undefined);
      const parsed = Answer.safeParse(answer);
      if (parsed.success && parsed.data.ok) return parsed.data.value;
      await sleep(clock, RETRY_MS);
    }
    throw new Error(`The admin gave up on ${functionKey}.`);
  }

  return {
    async chooseRecordingPolicies() {
      const { lines } = Setup.parse(await insist('getSetup', {}));
      const policies = ['attach', 'provider', 'delete'];
      for (const [index, line] of lines.entries())
        await insist('saveLine', { ...line, recording: policies[index % policies.length] });
    },
    async enterCredential(party, secret) {
      if (party === 'openai') await insist('saveOpenAi', { apiKey: `sk-sandbox-${secret}` });
      else await insist('saveTwilio', { accountSid: twilio.credentials.accountSid, authToken: secret });
    },
    async retryParkedCalls() {
      await insist('retryParkedCalls', {});
    },
  };
}
