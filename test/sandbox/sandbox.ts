import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Clock, createStoppableClock, systemClock } from './clock';
import { createDelays, type Delays } from './delays';
import { openDocuments } from './documents';
import { createForgeHost, type ForgeHost, type ForgeHostOptions } from './forge/host';
import { createJira, type JiraStandIn } from './jira';
import { createLog, type SandboxLog } from './log';
import { createNetwork, type Network, SITE } from './network';
import { createOpenAi } from './openai/openai';
import { createRandom } from './random';
import { setUp } from './set-up';
import type { StandIn, StandInContext } from './stand-in';
import { createTwilio, type Deliver, type TwilioOptions, type TwilioStandIn } from './twilio';

export const APP_DIRECTORY = join(import.meta.dirname, '..', '..');
/** Bundles and the built page, shared by all sandboxes of this checkout. */
export const CACHE_DIRECTORY = join(APP_DIRECTORY, '.sandbox', 'cache');

export interface SandboxOptions {
  /** Where state is kept; nothing is kept without one. */
  stateDirectory?: string;
  /** By host, see `parseRoute`. */
  routes?: ReadonlyMap<string, URL>;
  /** OpenAI's own service is used when there is one. */
  openAiKey?: string | undefined;
  /** The account of a server that plays Twilio; the stand-in's own without one. */
  twilioAccount?: { accountSid: string; authToken: string } | undefined;
  /** `false` leaves the app as installed: no credentials, no lines. */
  setUp?: boolean;
  clock?: Clock;
  seed?: number;
  /** See the stand-ins; what makes a demonstration look like life is off by default. */
  pace?: number;
  latency?: TwilioOptions['latency'];
  jiraIndexLagMs?: number;
  /** Another folder with an app than this checkout. */
  appDirectory?: string;
  /** What the Forge host is to do otherwise than it does by itself. */
  forge?: Pick<ForgeHostOptions, 'startInstance' | 'passage' | 'instanceIdleMs' | 'queryLagMs'>;
  /** How long OpenAI, Jira and the store take. */
  delays?: Delays;
  /** Stands between Twilio and the app's web triggers. */
  deliver?: (request: Request, signal: AbortSignal, next: Deliver) => Promise<Response>;
}

export interface Sandbox {
  clock: Clock;
  log: SandboxLog;
  forge: ForgeHost;
  twilio: TwilioStandIn;
  openai: StandIn;
  jira: JiraStandIn;
  network: Network;
  routes: ReadonlyMap<string, URL>;
  realOpenAi: boolean;
  close(): Promise<void>;
}

/** What the stand-in of OpenAI takes for a key. */
const STAND_IN_KEY = 'sk-sandbox-00000000000000000000';

/** Hosts that another server may play as far as calls need them. */
const PLAYED_IN_CALLS: ReadonlySet<string> = new Set(['api.openai.com', 'api.twilio.com']);

/**
 * The whole product on one machine: the app's own bundles on a Forge host, between stand-ins of Twilio, OpenAI and
 * Jira, set up as an admin would. The first start of a checkout builds the bundles, which takes a while.
 */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { stateDirectory, routes = new Map(), openAiKey } = options;
  const clock = createStoppableClock(options.clock ?? systemClock);
  if (stateDirectory !== undefined) mkdirSync(stateDirectory, { recursive: true });
  const fileOf = (name: string): string =>
    stateDirectory === undefined ? ':memory:' : join(stateDirectory, name);
  const documents = openDocuments(fileOf('stand-ins.sqlite'));
  const log = createLog(clock);
  const random = createRandom(options.seed ?? clock.now());
  const context: StandInContext = { clock, random, documents, log };

  const reachApp: Deliver = (request) => forge.handleWebTrigger(request);
  const twilio = createTwilio(context, {
    deliver: (request, signal) => (options.deliver ?? deliverAsIs)(request, signal, reachApp),
    serves: (url) => forge.listWebTriggers().some((trigger) => url.startsWith(`${trigger.url}/`)),
    pace: options.pace ?? 0,
    ...(options.latency === undefined ? {} : { latency: options.latency }),
    ...(options.twilioAccount === undefined ? {} : { credentials: options.twilioAccount }),
  });
  const openai = createOpenAi(context);
  const jira = createJira(context, {
    site: SITE,
    onEvent: ({ eventType, payload }) => void forge.emit(eventType, payload),
    propertyAliases: () => readAliases(forge),
    indexLagMs: options.jiraIndexLagMs ?? 0,
  });
  const realOpenAi = openAiKey !== undefined && !routes.has('api.openai.com');
  // Credentials are tried as they are entered, which a server that plays only calls can't answer: it comes in afterwards.
  const open = new Map([...routes].filter(([host]) => !PLAYED_IN_CALLS.has(host)));
  const network = createNetwork({ twilio, openai, jira, routes: open, realOpenAi });
  const forge = await createForgeHost(context, {
    appDirectory: options.appDirectory ?? APP_DIRECTORY,
    ...options.forge,
    ...(options.delays && { passage: createDelays(clock, options.delays, options.forge?.passage) }),
    cacheDirectory: join(CACHE_DIRECTORY, 'bundles'),
    storePath: fileOf('forge.sqlite'),
    site: SITE,
    products: network.send,
    egress: network.send,
  });

  const close = async (): Promise<void> => {
    clock.stop();
    await forge.close();
    documents.close();
  };
  const { accountSid, authToken } = twilio.credentials;
  const credentials = { accountSid, authToken, openAiKey: openAiKey ?? STAND_IN_KEY };
  try {
    await forge.install();
    const isTwilioElsewhere = routes.has('api.twilio.com');
    if (options.setUp !== false) await setUp({ forge, twilio, documents, credentials, isTwilioElsewhere });
    for (const [host, url] of routes) open.set(host, url);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    clock,
    log,
    forge,
    twilio,
    openai,
    jira,
    network,
    routes,
    realOpenAi,
    close,
  };
}

const deliverAsIs = (request: Request, signal: AbortSignal, next: Deliver): Promise<Response> =>
  next(request, signal);

const Indexes = z.array(
  z.object({
    propertyKey: z.string(),
    values: z.array(
      z.object({
        path: z.string(),
        type: z.enum(['number', 'text', 'string', 'user', 'date']),
        searchAlias: z.string().exactOptional(),
      }),
    ),
  }),
);

/** What JQL may search, as the app's manifest declares it. */
const readAliases = (forge: ForgeHost) =>
  Indexes.parse(forge.manifest.modules['jira:entityProperty'] ?? []).flatMap(({ propertyKey, values }) =>
    values.map((value) => ({ propertyKey, ...value })),
  );
