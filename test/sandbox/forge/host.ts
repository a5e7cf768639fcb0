import type { SandboxLog } from '../log';
import type { StandInContext } from '../stand-in';
import { type Activity, createActivity } from './activity';
import { type Bundles, bundleFunctions, bundleResources } from './bundles';
import { createControl } from './control';
import { createEgress } from './egress';
import { createKvsFaults, type KvsFaults } from './faults';
import { createGateway, type Gateway } from './gateway';
import type { ForgeHost, ForgeHostOptions } from './host-interface';
import { type Installation, openInstallation } from './installation';
import { type Outcome, startInstance } from './instance';
import type { Invocation, License } from './invocation';
import { createInvoker } from './invoker';
import { createKvsApi } from './kvs/routes';
import { createLifecycle } from './lifecycle';
import { type Manifest, readManifest } from './manifest';
import { createModuleCalls } from './modules';
import { createProducts } from './products';
import { createQueue, type ForgeQueue } from './queue';
import { createQueueApi } from './queue-api';
import { createResolverCall } from './resolvers';
import { createSchedules, type Schedules } from './schedules';
import { createStargate } from './stargate';
import { createTriggers } from './triggers';
import { createUiModules } from './ui-modules';
import { createWebTriggers } from './web-triggers';

export type { ForgeHost, ForgeHostOptions } from './host-interface';

const APP_ACCOUNT = '557058:a1f0c0de-0000-4000-8000-000000000001';
const INSTALLER_ACCOUNT = '5b10ac8d82e05b22cc7d4ef5';

/** Lambda keeps an idle instance for some minutes; nothing documents how many. */
const INSTANCE_IDLE_MS = 10 * 60_000;

interface Parts {
  context: StandInContext;
  options: ForgeHostOptions;
  manifest: Manifest;
  bundles: Bundles;
  installation: Installation;
  activity: Activity;
  kvsFaults: KvsFaults;
  license: { current: License };
}

function connect({ context, options, manifest, installation, kvsFaults }: Parts, queue: ForgeQueue): Gateway {
  const kvsApi = createKvsApi(installation.kvs);
  const { site, products, appAccountId = APP_ACCOUNT } = options;
  const log: SandboxLog = context.log;
  return createGateway({
    egress: createEgress(manifest, log, options.egress),
    callProduct: createProducts({ manifest, log, site, appAccountId, products }),
    kvs: async (path, text) => kvsFaults.apply(path, () => kvsApi(path, text)),
    stargate: createStargate({ urls: installation.urls, queue: createQueueApi(queue, context.clock) }),
    mayStore: manifest.permissions.scopes.names.includes('storage:app'),
  });
}

/** Everything that invokes functions, wired to the one invoker. */
function assemble(parts: Parts) {
  const { context, options, manifest, bundles, installation, activity, license } = parts;
  const { clock, log } = context;
  const { ids, identity, facts, urls, events } = installation;
  const invoke = (invocation: Invocation): Promise<Outcome> => activity.track(invoker.invoke(invocation));
  const calls = createModuleCalls(manifest, identity, ids, invoke);
  const isLicensed = (): boolean => license.current === undefined || license.current.active === true;
  const track = (delivery: Promise<void>): Promise<void> => activity.track(delivery);
  const queue = createQueue({ context, ids, manifest, store: events, track, invoke: calls.consumer });
  const invoker = createInvoker({
    context,
    manifest,
    bundles,
    identity,
    ids,
    variables: options.variables ?? {},
    idleMs: options.instanceIdleMs ?? INSTANCE_IDLE_MS,
    license: () => license.current,
    gateway: connect(parts, queue),
    startInstance: options.startInstance ?? startInstance,
    passage: options.passage,
  });
  const triggers = createTriggers({ context, manifest, isLicensed, invoke: calls.trigger });
  const schedules: Schedules = createSchedules(clock, manifest.modules.scheduledTrigger, async (trigger) => {
    if (trigger.filter?.appIsLicensed !== true || isLicensed()) await calls.scheduledTrigger(trigger);
  });
  const { installerAccountId = INSTALLER_ACCOUNT } = options;
  const emit = triggers.emit;
  const cleanUp = calls.preUninstall;
  const lifecycle = createLifecycle({ manifest, identity, facts, installerAccountId, emit, cleanUp });
  const serveWebTrigger = createWebTriggers({
    clock,
    modules: manifest.modules.webtrigger,
    urls,
    invoke: calls.webTrigger,
    report: (title, detail) => log.add({ source: 'forge', kind: 'response-refused', title, detail }),
  });
  const invokeResolver = createResolverCall({ manifest, identity, site: options.site, invoke });
  return { calls, queue, invoker, triggers, schedules, lifecycle, serveWebTrigger, invokeResolver };
}

function expose(parts: Parts): Omit<ForgeHost, 'control'> {
  const { options, manifest, bundles, installation, activity, kvsFaults, license } = parts;
  const { calls, queue, invoker, triggers, schedules, lifecycle, ...serve } = assemble(parts);
  const handleWebTrigger = (request: Request): Promise<Response> =>
    activity.track(serve.serveWebTrigger(request));
  const bundle = (): Promise<Map<string, string>> =>
    bundleResources(options.appDirectory, options.cacheDirectory, manifest);
  queue.start();
  return {
    manifest,
    bundleSizes: Object.fromEntries([...bundles.functions].map(([module, { bytes }]) => [module, bytes])),
    bundleFiles: Object.fromEntries([...bundles.functions].map(([module, { file }]) => [module, file])),
    fetch: handleWebTrigger,
    handleWebTrigger,
    listWebTriggers() {
      for (const { key } of manifest.modules.webtrigger) installation.urls.get(key, false);
      return installation.urls.list();
    },
    invokeResolver: serve.invokeResolver,
    emit: (eventType, payload) => activity.track(triggers.emit({ eventType, payload })),
    install: () => lifecycle.install(),
    runLifecycle: (event) => lifecycle.run(event),
    runSchedule(key) {
      const trigger = manifest.modules.scheduledTrigger.find((candidate) => candidate.key === key);
      if (trigger === undefined) throw new Error(`The manifest has no scheduled trigger '${key}'.`);
      return calls.scheduledTrigger(trigger);
    },
    schedules,
    queue,
    store: installation.kvs,
    listInvocations: () => invoker.list(),
    countInstances: () => invoker.countInstances(),
    ui: createUiModules({
      manifest,
      identity: installation.identity,
      site: options.site,
      license: () => license.current,
      bundle,
    }),
    bundleResources: bundle,
    setLicense(next) {
      license.current = next;
    },
    faults: { kvs: (fault) => kvsFaults.add(fault), queue: (fault) => queue.fault(fault) },
    lags: installation.lags,
    async settle() {
      while (!activity.isIdle() || queue.hasDue()) await activity.nextChange();
    },
    async close() {
      schedules.stop();
      queue.stop();
      await invoker.close();
      installation.close();
    },
  };
}

/**
 * Starts the Forge platform on this machine with the app of `options.appDirectory` installed: reads the manifest,
 * bundles the app as `forge deploy` would (or takes it from the cache) and opens its store. Queues run at once;
 * schedules run when `schedules.start()` is called.
 * @throws Error when the manifest is not valid or the app does not build
 */
export async function createForgeHost(
  context: StandInContext,
  options: ForgeHostOptions,
): Promise<ForgeHost> {
  const manifest = readManifest(options.appDirectory);
  const bundles = await bundleFunctions(options.appDirectory, options.cacheDirectory, manifest);
  const installation = openInstallation(context, manifest, options);
  const host = expose({
    context,
    options,
    manifest,
    bundles,
    installation,
    activity: createActivity(),
    kvsFaults: createKvsFaults(),
    license: { current: options.license },
  });
  return { ...host, control: createControl(host, installation.ids) };
}
