import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readOutside, SHARED_ARGUMENTS } from './arguments';
import { renderCard, renderTimeline } from './card';
import { placeCall } from './place-call';
import { createSandbox } from './sandbox';
import { readWav } from './wav';

const HELP = `npm run call -- FILE.wav [options]

Plays a recording to the sandbox's line, as a caller would speak it, and shows what happens and what is filed.

  --json             everything as JSON
  --from NUMBER      who calls (E.164); by default a number of the country whose language the recording is in
  --to NUMBER        the line to call; by default +14155550100
  --route HOST=URL   sends the app's traffic to another server (api.openai.com, api.twilio.com, jira); repeatable

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

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...SHARED_ARGUMENTS,
      json: { type: 'boolean', default: false },
      from: { type: 'string' },
      to: { type: 'string', default: '+14155550100' },
    },
  });
  const [file] = positionals;
  if (values.help || file === undefined) {
    console.log(HELP);
    return values.help ? 0 : 2;
  }
  const wav = readFileSync(file);
  const language = readWav(wav).caption?.language.slice(0, 2) ?? 'en';
  const sandbox = await createSandbox({
    ...readOutside(values.route, process.env),
    latency: { ring: 0, recordingCallback: 100, media: 50, messageStep: 50 },
  });
  try {
    const report = await placeCall(sandbox, {
      from: values.from ?? CALLERS[language] ?? CALLER,
      to: values.to,
      script: [{ do: 'speak', wav }],
    });
    console.log(
      values.json ? JSON.stringify(report, null, 2) : `${renderTimeline(report)}\n\n${renderCard(report)}`,
    );
    return report.state === 'closed' || report.state === 'abandoned' ? 0 : 1;
  } finally {
    await sandbox.close();
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
