import { readFileSync } from 'node:fs';
import { PhoneNumber } from '../../src/contract/settings';
import { readArguments, readOutside, runCommand, SHARED_ARGUMENTS } from './arguments';
import { renderCard, renderTimeline } from './card';
import { Mistake } from './mistake';
import { placeCall } from './place-call';
import { createSandbox } from './sandbox';
import { readWav } from './wav';

const HELP = `npm run call -- FILE.wav [options]

Plays a recording to the sandbox's line, as a caller would speak it, and shows what happens and what is filed.
The call takes no longer than the work behind it: nobody waits for words to be spoken.

  --json             everything as JSON (npm run -s call … keeps npm's own lines out of it)
  --from NUMBER      who calls: +15125550143, or anonymous; by default a number of the country whose language the
                     recording is in
  --to NUMBER        the line to call; by default +14155550100
  --route HOST=URL   sends the app's traffic to another server (api.openai.com, api.twilio.com, jira); repeatable
  --help             this text

Exit code: 0 the app is done with the call, 1 it is not (parked, or something broke), 2 a mistake that can be put right.
With OPENAI_API_KEY set, OpenAI itself listens and understands. Nothing is kept afterwards.`;

/** Callers from where a recording's language is spoken; they are greeted in it. */
const CALLERS: Record<string, string> = {
  de: '+493055500177',
  es: '+34955550121',
  fr: '+33155501234',
  it: '+390655501234',
  ja: '+81355501234',
  nl: '+31205550123',
  pt: '+551155501234',
};
const CALLER = '+15125550143';
const WITHHELD = 'anonymous';

async function main(): Promise<number> {
  const { values, positionals } = readArguments({
    allowPositionals: true,
    options: {
      ...SHARED_ARGUMENTS,
      json: { type: 'boolean', default: false },
      from: { type: 'string' },
      to: { type: 'string', default: '+14155550100' },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const { wav, language } = readRecording(positionals);
  const from = values.from ?? CALLERS[language] ?? CALLER;
  if (from !== WITHHELD && !PhoneNumber.safeParse(from).success)
    throw new Mistake(`--from ${from} is no phone number. Write it as +15125550143, or ${WITHHELD}.`);
  const sandbox = await createSandbox({
    ...readOutside(values.route, process.env),
    latency: { ring: 0, recordingCallback: 100, media: 50, messageStep: 50 },
  });
  try {
    const numbers = sandbox.twilio.listNumbers().map(({ phoneNumber }) => phoneNumber);
    if (!numbers.includes(values.to))
      throw new Mistake(`--to ${values.to} is no number of the sandbox. It has ${numbers.join(', ')}.`);
    const report = await placeCall(sandbox, { from, to: values.to, script: [{ do: 'speak', wav }] });
    console.log(
      values.json ? JSON.stringify(report, null, 2) : `${renderTimeline(report)}\n\n${renderCard(report)}`,
    );
    return report.state === 'closed' || report.state === 'abandoned' ? 0 : 1;
  } finally {
    await sandbox.close();
  }
}

/** @throws Mistake when that isn't one WAV file that can be read. */
function readRecording([path, ...rest]: readonly string[]): { wav: Uint8Array; language: string } {
  if (path === undefined) throw new Mistake(`Which recording?\n\n${HELP}`);
  if (rest.length > 0) throw new Mistake(`One recording at a time: ${rest.join(' ')} is too many.`);
  try {
    const wav = readFileSync(path);
    return { wav, language: readWav(wav).caption?.language.slice(0, 2) ?? '' };
  } catch (error) {
    throw new Mistake(`${path} can't be played: ${describeProblem(error)}.`);
  }
}

const PROBLEMS: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read',
};

function describeProblem(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return PROBLEMS[code] ?? error.message;
}

await runCommand(main);
