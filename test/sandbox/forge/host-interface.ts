import type { StandIn } from '../stand-in';
import type { Send } from './egress';
import type { KvsFault } from './faults';
import type { Outcome, StartInstance } from './instance';
import type { License } from './invocation';
import type { InvocationRecord } from './invoker';
import type { KvsStore } from './kvs/store';
import type { LifecycleEvent } from './lifecycle';
import type { Manifest } from './manifest';
import type { Passage } from './passage';
import type { ForgeQueue, QueueFault } from './queue';
import type { ResolverCall } from './resolvers';
import type { Schedules } from './schedules';
import type { UiModules } from './ui-modules';
import type { WebTriggerUrl } from './web-trigger-urls';

export interface ForgeHostOptions {
  /** Folder of the app's `manifest.yml`. */
  appDirectory: string;
  /** Where bundles are kept between two starts. */
  cacheDirectory: string;
  /** SQLite file of the installation, or `:memory:`. */
  storePath: string;
  /** Host of the Jira site: `sandbox.atlassian.net`. */
  site: string;
  /** Sends a call to the Jira site; the request has the header `x-sandbox-account`. */
  products: Send;
  /** Sends a call of the app to another host, after the egress check. */
  egress: Send;
  /** The account that `asApp()` acts as. */
  appAccountId?: string;
  /** The user who installs the app. */
  installerAccountId?: string;
  /** As set with `forge variables`. */
  variables?: Record<string, string>;
  license?: License;
  /** How long an idle function instance is kept, in ms of the clock: long where a test runs through whole days. */
  instanceIdleMs?: number;
  /** How far queries lag behind writes, in ms. */
  queryLagMs?: number;
  /** How long after its expiry a value can still be read, in ms; up to 48 hours on the platform. */
  deletionDelayMs?: number;
  /** In what functions run; worker threads unless told. */
  startInstance?: StartInstance;
  /** Stands between the functions and the rest of the world. */
  passage?: Passage;
}

/** The Forge platform on this machine, with one app installed on one site. */
export interface ForgeHost extends StandIn {
  manifest: Manifest;
  /** Bytes of the bundle of each handler module. */
  bundleSizes: Record<string, number>;
  /** Absolute path of each handler module's bundle. */
  bundleFiles: Record<string, string>;
  /** Serves a web trigger, at any host: `/public/<id>/<userPath>`. */
  handleWebTrigger(request: Request): Promise<Response>;
  /** The URL of every web trigger, made where there was none. */
  listWebTriggers(): WebTriggerUrl[];
  /** Calls a resolver as `invoke` of `@forge/bridge`. Rejects with the app's error message. */
  invokeResolver(call: ResolverCall): Promise<unknown>;
  /** Delivers a product event (`avi:jira:…`) to the `trigger` modules that listen to it. */
  emit(eventType: string, payload: Record<string, unknown>): Promise<void>;
  /** Sends the installed event on the first start of a store; false when that was done before. */
  install(): Promise<boolean>;
  runLifecycle(event: LifecycleEvent): Promise<void>;
  /** Runs a scheduled trigger now. */
  runSchedule(key: string): Promise<Outcome>;
  schedules: Schedules;
  queue: ForgeQueue;
  store: KvsStore;
  listInvocations(): InvocationRecord[];
  /** Warm function instances by handler module. */
  countInstances(): Record<string, number>;
  /** What front ends drawn by UI Kit are given. */
  ui: UiModules;
  /** Bundles the UI Kit resources; folder by resource key. Takes seconds when they are not cached. */
  bundleResources(): Promise<Map<string, string>>;
  setLicense(license: License): void;
  faults: { kvs(fault: KvsFault): void; queue(fault: QueueFault): void };
  /** Eventual consistency, adjustable while it runs. Both in ms. */
  lags: { query: number; deletion: number };
  /** Resolves when nothing runs and no event is due now. */
  settle(): Promise<void>;
  close(): Promise<void>;
}
