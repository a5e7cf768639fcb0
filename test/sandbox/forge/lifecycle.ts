import type { Facts, Identity } from './identity';
import type { Manifest } from './manifest';
import type { PlatformEvent } from './triggers';

export const LIFECYCLE_EVENTS = ['installed', 'upgraded', 'uninstalling'] as const;
export type LifecycleEvent = (typeof LIFECYCLE_EVENTS)[number];

type PreUninstall = Manifest['modules']['preUninstall'][number];

interface LifecycleOptions {
  manifest: Manifest;
  identity: Identity;
  facts: Facts;
  installerAccountId: string;
  emit(event: PlatformEvent): Promise<void>;
  cleanUp(module: PreUninstall): Promise<unknown>;
}

export interface Lifecycle {
  /** Sends the installed event once per store. @returns whether it was sent now */
  install(): Promise<boolean>;
  /** Sends the event again, as often as it is asked for. */
  run(event: LifecycleEvent): Promise<void>;
}

/** https://developer.atlassian.com/platform/forge/events-reference/life-cycle/ */
export function createLifecycle(options: LifecycleOptions): Lifecycle {
  const { manifest, identity, facts, installerAccountId } = options;
  const common = {
    id: identity.installationId,
    app: { id: manifest.appId, version: '1.0.0' },
    environment: { id: identity.environmentId },
  };
  const { scopes, external } = manifest.permissions;
  const permissions = { scopes: scopes.names, external };

  const run = async (event: LifecycleEvent): Promise<void> => {
    if (event === 'installed') {
      facts.set('installed', 'yes');
      await options.emit({
        eventType: 'avi:forge:installed:app',
        payload: { ...common, installerAccountId },
      });
    } else if (event === 'upgraded') {
      const payload = { ...common, upgraderAccountId: installerAccountId, permissions };
      await options.emit({ eventType: 'avi:forge:upgraded:app', payload });
    } else await Promise.all(manifest.modules.preUninstall.map((module) => options.cleanUp(module)));
  };
  return {
    run,
    async install() {
      if (facts.get('installed') !== undefined) return false;
      await run('installed');
      return true;
    },
  };
}
