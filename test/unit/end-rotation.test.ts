import { expect, it } from 'vitest';
import { isRotated, screenWebhook } from '../../src/call/webhook';
import type { TwilioSecret } from '../../src/settings/administration';
import { endRotation } from '../../src/settings/end-rotation';
import { createAdmin } from './fake-admin';
import { ACCOUNT, failure, START } from './fakes';

const secret: TwilioSecret = {
  authToken: 'b'.repeat(32),
  previousAuthTokens: ['a'.repeat(32)],
  endsWith: 'bbbb',
  savedAt: START,
  savedBy: 'admin-1',
};

function open(broken = {}) {
  const { admin, kept } = createAdmin(broken);
  kept.twilio = secret;
  const logged: unknown[] = [];
  return { kept, logged, end: (token?: string) => endRotation(token, admin, (line) => logged.push(line)) };
}

it('tokens before the one that signs are forgotten, once', async () => {
  const { kept, logged, end } = open();
  await end(secret.authToken);
  expect(kept.twilio).toEqual({ ...secret, previousAuthTokens: [] });
  await end(secret.authToken);
  expect(logged).toEqual([{ event: 'rotation-ended' }]);
});

it('a token that was saved in the meantime is not touched', async () => {
  const { kept, end } = open();
  await end('c'.repeat(32));
  kept.twilio = undefined;
  await end(secret.authToken);
  await end(undefined);
  expect(kept.twilio).toBeUndefined();
});

it('a store that fails is logged, and nothing else', async () => {
  for (const method of ['loadTwilioSecret', 'saveTwilioSecret']) {
    const { kept, logged, end } = open({ [method]: failure('unavailable', 'forge') });
    await end(secret.authToken);
    expect(kept.twilio).toBe(secret);
    expect(logged).toMatchObject([{ failure: 'unavailable' }]);
  }
});

it('with one token there is no rotation, whoever has signed', () => {
  const request = {
    method: 'POST',
    body: `AccountSid=${ACCOUNT}`,
    userPath: '/call',
    headers: { 'x-twilio-signature': ['a'.repeat(27).concat('=')] },
  };
  const screened = screenWebhook(request);
  if (!('signature' in screened)) throw new Error('refused');
  const verifier = { phoneUrl: 'https://a.example/x', accountSid: ACCOUNT, authTokens: ['a'] };
  expect(isRotated(screened, verifier)).toBe(false);
  expect(isRotated(screened, { ...verifier, authTokens: ['a', 'b'] })).toBe(false);
});
