import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { ADMIN_ID } from '../sandbox/jira';
import { createSandbox, type SandboxOptions } from '../sandbox/sandbox';

let stateDirectory: string;
beforeEach(() => {
  stateDirectory = mkdtempSync(join(tmpdir(), 'sandbox-'));
});
afterEach(() => rmSync(stateDirectory, { recursive: true }));

const Setup = z.object({
  value: z.object({
    twilio: z.object({ accountSid: z.string() }).optional(),
    openai: z.object({ key: z.object({ endsWith: z.string() }).optional() }),
    lines: z.array(z.object({ number: z.string() })),
  }),
});

/** Starts a sandbox on the kept state, and tells what its admin page shows. */
async function startAgain(options: SandboxOptions = {}) {
  const sandbox = await createSandbox({ stateDirectory, ...options });
  const asked = { moduleKey: 'admin', functionKey: 'getSetup', payload: {}, accountId: ADMIN_ID };
  const { value } = Setup.parse(await sandbox.forge.invokeResolver(asked));
  await sandbox.close();
  return { key: value.openai.key?.endsWith, account: value.twilio?.accountSid, lines: value.lines.length };
}

it('a key that comes into the environment later is used, and the lines stay', async () => {
  const first = await startAgain();
  expect(first).toMatchObject({ key: '0000', lines: 3 });
  // The key would be tried at OpenAI itself, which no test asks.
  const routes = new Map([['api.openai.com', new URL('http://127.0.0.1:9')]]);
  const openAiKey = 'sk-proj-abcdefghijklmnop4321';
  expect(await startAgain({ openAiKey, routes })).toEqual({ ...first, key: '4321' });
  const twilioAccount = { accountSid: `AC${'7'.repeat(32)}`, authToken: '7'.repeat(32) };
  expect(await startAgain({ twilioAccount })).toEqual({ ...first, account: twilioAccount.accountSid });
});

it('without set-up nothing is entered; the next start catches up', async () => {
  expect(await startAgain({ setUp: false })).toEqual({ key: undefined, account: undefined, lines: 0 });
  expect(await startAgain()).toMatchObject({ key: '0000', lines: 3 });
});

it('is set up where another server plays Twilio too, though that one knows none of the numbers', async () => {
  const routes = new Map([['api.twilio.com', new URL('http://127.0.0.1:9')]]);
  expect(await startAgain({ routes })).toMatchObject({ lines: 3 });
});
