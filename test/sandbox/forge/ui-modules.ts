import { readFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { z } from 'zod';
import type { Identity } from './identity';
import type { License } from './invocation';
import type { Manifest, NativeModule } from './manifest';
import { describePlace, type Place } from './resolvers';

/** What the product gives the front end of a UI Kit module. */
export interface UiModules {
  /**
   * The module's title in the viewer's language, and what `view.getContext()` of `@forge/bridge` answers; the product adds
   * the colours. Takes seconds when the front end has changed since it was last built.
   * @throws Error when the manifest has no such module, or it doesn't build
   */
  describe(place: Place): Promise<{ title: string; context: Record<string, unknown> }>;
  /** A file of the module's resource, as the platform's CDN serves it; `index.html` builds what has changed. */
  serve(moduleKey: string, file: string): Promise<Response>;
}

interface UiModulesOptions {
  manifest: Manifest;
  identity: Identity;
  site: string;
  license(): License;
  /** Folder by resource key. */
  bundle(): Promise<Map<string, string>>;
}

const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
};

/** The product runs the app's script with the bridge already there; here the page hangs it on the frame. */
const BRIDGE_SCRIPT = '<script>self.__bridge = self.frameElement?.forgeBridge;</script>';

const infoSchema = z.object({ translations: z.record(z.string(), z.record(z.string(), z.string())) });

export function createUiModules(options: UiModulesOptions): UiModules {
  const { manifest } = options;
  const folders = new Map<string, string>();

  const findModule = (moduleKey: string): NativeModule => {
    const module = manifest.nativeModules.find(({ key }) => key === moduleKey);
    if (module === undefined) throw new Error(`The manifest has no UI Kit module '${moduleKey}'.`);
    return module;
  };
  const findFolder = async (moduleKey: string, fresh: boolean): Promise<string> => {
    const { resource } = findModule(moduleKey);
    const known = folders.get(resource);
    if (known !== undefined && !fresh) return known;
    for (const [key, folder] of await options.bundle()) folders.set(key, folder);
    const folder = folders.get(resource);
    if (folder === undefined) throw new Error(`The manifest has no resource '${resource}'.`);
    return folder;
  };

  return {
    async describe(place) {
      const module = findModule(place.moduleKey);
      const license = options.license();
      const context = {
        accountId: place.accountId,
        ...describePlace(options, module.type, place),
        ...(license === undefined ? {} : { license }),
        permissions: { scopes: manifest.permissions.scopes.names, external: manifest.permissions.external },
      };
      const folder = await findFolder(place.moduleKey, true);
      return { title: await translateTitle(module, manifest, folder, context.locale), context };
    },
    async serve(moduleKey, file) {
      const folder = await findFolder(moduleKey, file === 'index.html');
      const path = join(folder, file);
      if (relative(folder, path).startsWith('..')) return new Response('Not found', { status: 404 });
      const bytes = await readFile(path).catch(() => undefined);
      if (bytes === undefined) return new Response('Not found', { status: 404 });
      const body =
        file === 'index.html' ? bytes.toString().replace('<head>', `<head>${BRIDGE_SCRIPT}`) : bytes;
      const type = CONTENT_TYPES[extname(file)] ?? 'application/octet-stream';
      return new Response(body, { headers: { 'content-type': type, 'cache-control': 'no-store' } });
    },
  };
}

/** https://developer.atlassian.com/platform/forge/manifest-reference/translations/ */
async function translateTitle(
  { key, title = key }: NativeModule,
  { translations }: Manifest,
  folder: string,
  locale: string,
): Promise<string> {
  if (typeof title === 'string') return title;
  if (translations === undefined) return title.i18n;
  const info = infoSchema.parse(
    JSON.parse(await readFile(join(folder, '__LOCALES__', 'i18n-info.json'), 'utf8')),
  );
  const { [locale]: others = [], default: last = [] } = translations.fallback;
  const words = info.translations[title.i18n] ?? {};
  const spoken = [locale, others, last].flat().find((candidate) => words[candidate] !== undefined);
  return (spoken !== undefined ? words[spoken] : undefined) ?? title.i18n;
}
