import { InvocationError, InvocationErrorCode } from '@forge/events';
import { composeLifecycle } from '../compose';

/** Right after an installation the app may not be let in yet: https://developer.atlassian.com/platform/forge/events-reference/life-cycle/ */
const RETRY_SECONDS = 30;

/** Installed or upgraded: learns the URL that callers' webhooks will come to. */
export async function handle(): Promise<InvocationError | undefined> {
  const { refreshPhoneUrl, log } = composeLifecycle();
  const url = await refreshPhoneUrl();
  log({ event: 'app-ready', ...(url.ok ? {} : { failure: url.failure.kind }) });
  if (url.ok) return undefined;
  return new InvocationError({
    retryAfter: RETRY_SECONDS,
    retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST,
  });
}

/** About to be uninstalled: forgets credentials and settings (V22). Forge erases the rest with the installation. */
export async function handleUninstall(): Promise<void> {
  const { forgetEverything, log } = composeLifecycle();
  const forgotten = await forgetEverything();
  log({ event: 'app-removed', ...(forgotten.ok ? {} : { failure: forgotten.failure.kind }) });
}
