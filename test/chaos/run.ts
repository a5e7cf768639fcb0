import { parseArgs } from 'node:util';
import { runCommand } from '../sandbox/arguments';
import { Mistake } from '../sandbox/mistake';
import { MUTATIONS } from './mutations';
import { MOODS, type Mood } from './plan';
import { describeFailure, sumUp } from './report';
import { runWorld, type WorldResult } from './world';
import { readTask, runWorlds, splitCalls, type WorldTask } from './worlds';

const HELP = `npm run chaos -- [options]

Places whole calls through the sandbox in virtual time, with faults drawn from a seed, and prints one line: what became
of them. Ends with code 1 when a call was lost, or anything was done twice.

  --calls N       how many calls (250 make a world of their own; default 250)
  --seed S        decides everything that happens (default 1)
  --world W       only this world of the seed; --calls then says how many calls it has
  --mood MOOD     ${MOODS.join(', ')} (default rough)
  --mutate NAME   breaks the app on purpose: ${MUTATIONS.join(', ')}
  --app DIR       the folder of the app, where it isn't this one
  --trace         prints everything that happens; with --world only
  --help          this text`;

const readNumber = (name: string, text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new Mistake(`--${name} ${text} is not a whole number.`);
  return Number(text);
};

function readMood(text: string): Mood {
  const mood = MOODS.find((one) => one === text);
  if (mood === undefined) throw new Mistake(`--mood ${text} is none of ${MOODS.join(', ')}.`);
  return mood;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      calls: { type: 'string', default: '250' },
      seed: { type: 'string', default: '1' },
      world: { type: 'string' },
      mood: { type: 'string', default: 'rough' },
      mutate: { type: 'string' },
      app: { type: 'string' },
      trace: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const common = {
    seed: readNumber('seed', values.seed),
    calls: readNumber('calls', values.calls),
    mood: readMood(values.mood),
    ...(values.app === undefined ? {} : { appDirectory: values.app }),
    ...(values.mutate === undefined ? {} : { mutate: values.mutate }),
  };
  const begun = performance.now();
  const results =
    values.world === undefined
      ? await runWorlds(splitCalls(common), reportProgress())
      : [await runHere({ ...common, world: readNumber('world', values.world) }, values.trace)];
  const total = sumUp(results, performance.now() - begun);
  const options = [
    `--mood ${common.mood}`,
    ...(values.mutate === undefined ? [] : [`--mutate ${values.mutate}`]),
  ];
  for (const failure of total.failures)
    console.log(describeFailure(failure, failure.calls, ` ${options.join(' ')}`));
  console.log(total.line);
  return total.isGood ? 0 : 1;
}

/** On the way, for whoever waits: how many worlds are done, apart from the one line at the end. */
function reportProgress(): (result: WorldResult) => void {
  let done = 0;
  return (result) => {
    done += 1;
    const { isGood } = sumUp([result], 0);
    process.stderr.write(`${done} worlds done; world ${result.world} ${isGood ? 'good' : 'BAD'}\n`);
  };
}

/** In this process, so that it can be watched, profiled and stepped through. */
const runHere = (task: WorldTask, trace: boolean): Promise<WorldResult> =>
  runWorld({ ...readTask(task), ...(trace ? { trace: (line) => console.log(line) } : {}) });

await runCommand(main);
