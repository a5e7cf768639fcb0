import { type ParseArgsConfig, type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { Mistake } from './mistake';
import { parseRoute } from './network';
import type { SandboxOptions } from './sandbox';

/** Options that both commands take; see `npm start -- --help`. */
export const SHARED_ARGUMENTS = {
  route: { type: 'string', multiple: true },
  help: { type: 'boolean', default: false },
} satisfies ParseArgsOptionsConfig;

/**
 * What stands on the command line.
 * @throws Mistake for an option that there isn't, or one without its value.
 */
export function readArguments<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const [sentence = ''] = error.message.split('. ');
    throw new Mistake(`${sentence}. --help lists the options.`);
  }
}

/**
 * What the command line and the environment say of the outside world; an empty variable counts as none.
 * @throws Mistake for a route that can't be read, or half an account.
 */
export function readOutside(
  routes: readonly string[] | undefined,
  { OPENAI_API_KEY, TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN }: NodeJS.ProcessEnv,
): Required<Pick<SandboxOptions, 'routes' | 'openAiKey' | 'twilioAccount'>> {
  if (!TWILIO_ACCOUNT_SID !== !TWILIO_AUTH_TOKEN)
    throw new Mistake('TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN go together: set both, or neither.');
  return {
    routes: new Map((routes ?? []).map(parseRoute)),
    openAiKey: OPENAI_API_KEY || undefined,
    twilioAccount:
      TWILIO_ACCOUNT_SID && TWILIO_AUTH_TOKEN
        ? { accountSid: TWILIO_ACCOUNT_SID, authToken: TWILIO_AUTH_TOKEN }
        : undefined,
  };
}

/** Runs a command: it exits with the code that `main` answers, 2 after a mistake, 1 when something broke. */
export async function runCommand(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    const isMistake = error instanceof Mistake;
    console.error(isMistake ? error.message : error);
    process.exitCode = isMistake ? 2 : 1;
  }
}
