import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const attributeType = z.enum(['string', 'integer', 'float', 'boolean', 'any']);
export type AttributeType = z.infer<typeof attributeType>;

const indexSchema = z.union([
  z.string(),
  z.object({
    name: z.string(),
    range: z.array(z.string()).length(1),
    partition: z.array(z.string()).optional(),
  }),
]);

// The names go into SQL, so their documented form is checked here too:
// https://developer.atlassian.com/platform/forge/limits-kvs-ce/#custom-entity-store-limits
const entitySchema = z.object({
  name: z.string().regex(/^[a-z0-9:._-]{3,60}$/),
  attributes: z.record(z.string().regex(/^[_A-Za-z][_0-9A-Za-z]{0,29}$/), z.object({ type: attributeType })),
  indexes: z.array(indexSchema).default([]),
});

const addressSchema = z.union([
  z.string(),
  z.object({ address: z.string() }),
  z.object({ remote: z.string() }),
]);

const functionReference = z.object({ key: z.string(), function: z.string() });
const filterSchema = z
  .object({ appIsLicensed: z.boolean().optional(), ignoreSelf: z.boolean().optional() })
  .loose();

const staticOutputSchema = z.object({
  key: z.string(),
  statusCode: z.number().int(),
  contentType: z.string().optional(),
  body: z.string().optional(),
});

const webTriggerSchema = functionReference.extend({
  urlFormat: z.enum(['v1', 'v2']).default('v1'),
  response: z
    .object({
      type: z.enum(['static', 'dynamic']).default('dynamic'),
      outputs: z.array(staticOutputSchema).default([]),
    })
    .default({ type: 'dynamic', outputs: [] }),
});

/** A scope list, or the map form with `allowImpersonation`. */
const scopesSchema = z
  .union([z.array(z.string()), z.record(z.string(), z.unknown())])
  .default([])
  .transform((scopes) => ({
    names: Array.isArray(scopes) ? scopes : Object.keys(scopes),
    impersonation: Array.isArray(scopes)
      ? []
      : Object.entries(scopes)
          .filter(([, value]) => z.object({ allowImpersonation: z.literal(true) }).safeParse(value).success)
          .map(([name]) => name),
  }));

/** https://developer.atlassian.com/platform/forge/manifest-reference/translations/ */
const translationsSchema = z.object({
  resources: z.array(z.object({ key: z.string(), path: z.string() })).min(1),
  fallback: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
});

/** What the sandbox uses of `manifest.yml`; `@forge/manifest` checks the whole of it when the app is built. */
const manifestSchema = z.object({
  app: z.object({
    id: z.string().startsWith('ari:cloud:ecosystem::app/'),
    runtime: z.object({ name: z.string(), memoryMB: z.number().int().default(512) }),
    licensing: z.object({ enabled: z.boolean() }).optional(),
    storage: z.object({ entities: z.array(entitySchema).default([]) }).default({ entities: [] }),
  }),
  modules: z
    .object({
      function: z
        .array(
          z.object({
            key: z.string(),
            handler: z.string().regex(/^[\w./-]+\.\w+$/),
            timeoutSeconds: z.number().int().min(1).max(900).optional(),
          }),
        )
        .default([]),
      webtrigger: z.array(webTriggerSchema).default([]),
      consumer: z.array(functionReference.extend({ queue: z.string() })).default([]),
      scheduledTrigger: z
        .array(
          functionReference.extend({
            interval: z.enum(['fiveMinute', 'hour', 'day', 'week']),
            filter: filterSchema.optional(),
          }),
        )
        .default([]),
      trigger: z
        .array(functionReference.extend({ events: z.array(z.string()), filter: filterSchema.optional() }))
        .default([]),
      preUninstall: z.array(functionReference).default([]),
    })
    .catchall(z.unknown()),
  resources: z.array(z.object({ key: z.string(), path: z.string() })).default([]),
  remotes: z.array(z.object({ key: z.string(), baseUrl: z.string() })).default([]),
  translations: translationsSchema.optional(),
  permissions: z
    .object({
      scopes: scopesSchema,
      external: z
        .object({ fetch: z.object({ backend: z.array(addressSchema).default([]) }).optional() })
        .loose()
        .default({}),
    })
    .default({ scopes: { names: [], impersonation: [] }, external: {} }),
});

type ParsedManifest = z.infer<typeof manifestSchema>;
export type EntityDefinition = z.infer<typeof entitySchema>;
export type WebTriggerModule = z.infer<typeof webTriggerSchema>;

/** A UI module whose front end calls a resolver function. */
export interface ResolverModule {
  key: string;
  type: string;
  function: string;
  resource?: string | undefined;
}

/** A UI module that UI Kit draws (`render: native`). */
export interface NativeModule {
  key: string;
  type: string;
  resource: string;
  title: string | { i18n: string } | undefined;
}

export interface FunctionDefinition {
  key: string;
  /** Below `src/`, without extension: `entry/phone`. */
  module: string;
  exportName: string;
  timeoutSeconds: number | undefined;
}

export interface Manifest extends Omit<ParsedManifest, 'modules'> {
  /** The UUID of `app.id`. */
  appId: string;
  modules: ParsedManifest['modules'];
  functions: Map<string, FunctionDefinition>;
  resolvers: ResolverModule[];
  nativeModules: NativeModule[];
  /** Resources of the native modules. */
  nativeResources: { key: string; path: string }[];
}

const resolverModuleSchema = z.object({
  key: z.string(),
  resolver: z.object({ function: z.string() }),
  resource: z.string().optional(),
});

const nativeModuleSchema = z.object({
  key: z.string(),
  resource: z.string(),
  render: z.literal('native'),
  title: z.union([z.string(), z.object({ i18n: z.string() })]).optional(),
});

function listModules(modules: ParsedManifest['modules']): { type: string; module: unknown }[] {
  return Object.entries(modules).flatMap(([type, list]) =>
    Array.isArray(list) ? list.map((module: unknown) => ({ type, module })) : [],
  );
}

function listResolvers(modules: ParsedManifest['modules']): ResolverModule[] {
  return listModules(modules).flatMap(({ type, module }) => {
    const parsed = resolverModuleSchema.safeParse(module);
    if (!parsed.success) return [];
    return [
      { key: parsed.data.key, type, function: parsed.data.resolver.function, resource: parsed.data.resource },
    ];
  });
}

function listNativeModules(modules: ParsedManifest['modules']): NativeModule[] {
  return listModules(modules).flatMap(({ type, module }) => {
    const found = nativeModuleSchema.safeParse(module);
    if (!found.success) return [];
    const { key, resource, title } = found.data;
    return [{ key, type, resource, title }];
  });
}

function splitHandler(handler: string): { module: string; exportName: string } {
  const dot = handler.lastIndexOf('.');
  return { module: handler.slice(0, dot), exportName: handler.slice(dot + 1) };
}

/** Every module must name a function that exists: said here by name, since a late failure would not. */
function checkReferences(modules: ParsedManifest['modules'], functions: Map<string, unknown>): void {
  for (const { type, module } of listModules(modules)) {
    if (type === 'function') continue;
    const named = z.object({ key: z.string(), function: z.string() }).safeParse(module);
    const resolver = resolverModuleSchema.safeParse(module);
    for (const reference of [
      ...(named.success ? [named.data.function] : []),
      ...(resolver.success ? [resolver.data.resolver.function] : []),
    ]) {
      if (!functions.has(reference))
        throw new Error(`manifest.yml: ${type} refers to the unknown function '${reference}'`);
    }
  }
}

/**
 * Reads `manifest.yml` in `appDirectory`.
 * @throws Error naming the path in the manifest that the sandbox cannot take.
 */
export function readManifest(appDirectory: string): Manifest {
  const parsed = manifestSchema.safeParse(parse(readFileSync(join(appDirectory, 'manifest.yml'), 'utf8')));
  if (!parsed.success) throw new Error(`manifest.yml: ${z.prettifyError(parsed.error)}`);
  const { modules, ...rest } = parsed.data;
  const functions = new Map(
    modules.function.map(({ key, handler, timeoutSeconds }) => [
      key,
      { key, timeoutSeconds, ...splitHandler(handler) },
    ]),
  );
  checkReferences(modules, functions);
  const nativeModules = listNativeModules(modules);
  const native = new Set(nativeModules.map(({ resource }) => resource));
  return {
    ...rest,
    modules,
    functions,
    appId: rest.app.id.slice('ari:cloud:ecosystem::app/'.length),
    resolvers: listResolvers(modules),
    nativeModules,
    nativeResources: rest.resources.filter(({ key }) => native.has(key)),
  };
}
