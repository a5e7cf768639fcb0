import { sleep } from '../sandbox/clock';
import type { Sandbox } from '../sandbox/sandbox';
import type { Caller } from './callers';
import type { PlacedCall } from './judge';

/** Waits until it is time, calls, and gives what the telephone network knows of the call when it is over. */
export async function placeCaller(sandbox: Sandbox, { at, from, to, script }: Caller): Promise<PlacedCall> {
  const { clock, twilio } = sandbox;
  await sleep(clock, at);
  const phone = twilio.placeCall({ from, to, script });
  let hungUpAt = 0;
  phone.subscribe(({ kind }) => {
    if (kind === 'hung-up') hungUpAt = clock.now();
  });
  const { events } = await phone.ended;
  return { sid: phone.sid, from, hungUpAt: hungUpAt || clock.now(), events };
}
