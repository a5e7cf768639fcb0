import type { ParseArgsOptionsConfig } from 'node:util';
import { z } from 'zod';
import { parseRoute } from './network';
import type { SandboxOptions } from './sandbox';

/** Options that both commands take; see `npm start -- --help`. */
export const SHARED_ARGUMENTS = {
  route: { type: 'string', multiple: true },
  help: { type: 'boolean', default: false },
} satisfies ParseArgsOptionsConfig;

const Environment = z.object({
  OPENAI_API_KEY: z.string().min(1).optional(),
  TWILIO_ACCOUNT_SID: z.string().min(1).optional(),
  TWILIO_AUTH_TOKEN: z.string().min(1).optional(),
});

/**
 * What the command line and the environment say of the outside world.
 * @throws Error for a route that can't be read.
 */
export function readOutside(
  routes: readonly string[] | undefined,
  environment: NodeJS.ProcessEnv,
): Pick<SandboxOptions, 'routes' | 'openAiKey' | 'twilioAccount'> {
  const { OPENAI_API_KEY, TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN } = Environment.parse(environment);
  return {
    routes: new Map((routes ?? []).map(parseRoute)),
    openAiKey: OPENAI_API_KEY,
    twilioAccount:
      TWILIO_ACCOUNT_SID === undefined || TWILIO_AUTH_TOKEN === undefined
        ? undefined
        : { accountSid: TWILIO_ACCOUNT_SID, authToken: TWILIO_AUTH_TOKEN },
  };
}
