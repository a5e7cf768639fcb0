import { z } from 'zod';
import { CALL_PROPERTY } from '../../src/contract/call';
import { readStates } from '../chaos/app-state';
import type { Verdict } from '../chaos/crossings';
import { placeCaller } from '../chaos/place-caller';
import { openSmallWorld, type SeenCrossing } from '../chaos/small-world';
import { sleep } from '../sandbox/clock';
import type { Sandbox } from '../sandbox/sandbox';
import { makeCaptionedSpeech } from '../sandbox/wav';
import { CALLER } from './bench';

/* What flow tests do that break something for hours: all of it in virtual time. */

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const MATTER = 'The label printer in the warehouse shows error eight oh nine.';
const SPEECH = makeCaptionedSpeech({ text: MATTER, language: 'en-US' }, { seconds: 12 });
const SCRIPT = [{ do: 'speak', wav: SPEECH }, { do: 'hang-up' }] as const;
const LINE = '+14155550100';
const RARELY_MS = 2 * HOUR;

const Listed = z.object({ requests: z.array(z.object({ key: z.string() })) });
const Filed = z.object({
  key: z.string(),
  created: z.number(),
  summary: z.string(),
  status: z.object({ name: z.string() }),
  description: z.object({ text: z.string() }).nullable(),
  properties: z.record(z.string(), z.unknown()),
  comments: z.array(z.object({ text: z.string(), public: z.boolean() })),
  attachments: z.array(z.object({ filename: z.string() })),
});
export type Filed = z.infer<typeof Filed>;

/** A request of the app, and when it left. */
export type Asked = SeenCrossing & { at: number };

export interface FaultWorld {
  sandbox: Sandbox;
  /** Every request of the app since it was set up, oldest first. */
  asked: Asked[];
  /** Decides on the app's requests from now on; without one nothing goes wrong. */
  breakWith(rule: ((seen: SeenCrossing) => Verdict | undefined) | undefined): void;
  /** Somebody leaves a message. @returns when they hung up, and the call's id */
  call(from?: string): Promise<{ sid: string; hungUpAt: number; events: readonly { kind: string }[] }>;
  /** So many people leave a message, two seconds apart. */
  callMany(count: number): Promise<void>;
  wait(ms: number): Promise<void>;
  /** For days: a sweep every two hours, where life has two dozen. */
  waitLong(ms: number): Promise<void>;
  /** The state that the app has stored for each call. */
  states(): string[];
  requests(): Promise<Filed[]>;
  /** The request there is. @throws Error when there are none or several. */
  onlyRequest(): Promise<Filed>;
  texts(): string[];
}

/** Builds the bundles if need be, which takes longer than a test may. */
export const buildApp = async (): Promise<void> => (await openSmallWorld()).close();

/** Runs a test in a world of its own, in which time passes only when everything waits. */
export async function inWorld(test: (world: FaultWorld) => Promise<void>): Promise<void> {
  const asked: Asked[] = [];
  let rule: ((seen: SeenCrossing) => Verdict | undefined) | undefined;
  let now = (): number => 0;
  const world = await openSmallWorld({
    onCrossing(seen) {
      asked.push({ ...seen, at: now() });
      return rule?.(seen);
    },
  });
  const { sandbox } = world;
  now = sandbox.clock.now;
  asked.length = 0;
  const requests = (): Promise<Filed[]> => listRequests(sandbox);
  try {
    await world.live(() =>
      test({
        sandbox,
        asked,
        breakWith(next) {
          rule = next;
        },
        call: (from = CALLER) => placeCaller(sandbox, { at: 0, from, to: LINE, script: SCRIPT }),
        async callMany(count) {
          const callers = Array.from({ length: count }, (_, index) =>
            placeCaller(sandbox, {
              at: index * 2 * SECOND,
              from: `+1512555${2000 + index}`,
              to: LINE,
              script: SCRIPT,
            }),
          );
          await Promise.all(callers);
        },
        wait: (ms) => sleep(sandbox.clock, ms),
        waitLong: (ms) => waitLong(sandbox, ms),
        states: () => readStates(sandbox).map(({ state }) => state),
        requests,
        async onlyRequest() {
          const [request, ...others] = await requests();
          if (request === undefined || others.length > 0)
            throw new Error(`There are ${others.length + (request === undefined ? 0 : 1)} requests.`);
          return request;
        },
        texts: () => sandbox.twilio.listMessages().map(({ body }) => body),
      }),
    );
  } finally {
    await world.close();
  }
}

async function waitLong({ clock, forge }: Sandbox, ms: number): Promise<void> {
  const until = clock.now() + ms;
  forge.schedules.stop();
  while (clock.now() < until) {
    await sleep(clock, Math.min(RARELY_MS, until - clock.now()));
    await forge.runSchedule('sweep');
  }
  forge.schedules.start();
}

async function listRequests({ jira }: Sandbox): Promise<Filed[]> {
  const { requests } = Listed.parse(await (await jira.control.request('/requests')).json());
  return Promise.all(
    requests.map(async ({ key }) =>
      Filed.parse(await (await jira.control.request(`/requests/${key}`)).json()),
    ),
  );
}

export const propertyIn = ({ properties }: Filed): Record<string, unknown> =>
  z.record(z.string(), z.unknown()).catch({}).parse(properties[CALL_PROPERTY]);

export const isCreate = ({ kind, method, path }: SeenCrossing): boolean =>
  kind === 'jira' && method === 'POST' && path.endsWith('/servicedeskapi/request');
export const isTranscription = ({ kind, path }: SeenCrossing): boolean =>
  kind === 'openai' && path.includes('transcriptions');

/** An answer of a vendor's, in place of what was asked for. */
export const refuse = (status: number, body: object = {}, headers: Record<string, string> = {}): Verdict => ({
  do: 'refuse',
  response: Response.json(body, { status, headers }),
});
