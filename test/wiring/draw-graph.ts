import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawGraph } from '../../src/call/graph';
import { LIFE } from '../../src/call/life';

/** Draws the conversation and a call's life into the README: `npm run draw`. */
const README = join(import.meta.dirname, '..', '..', 'README.md');
const CONVERSATION = /(## The conversation\n[\s\S]*?```mermaid\n)[\s\S]*?(\n```)/;
const WAYS = /( {4}\[\*\] --> answered: [^\n]*\n)[\s\S]*?( {4}closed --> \[\*\])/;

const life = Object.entries(LIFE)
  .flatMap(([from, ways]) => Object.entries(ways).map(([to, why]) => `    ${from} --> ${to}: ${why}\n`))
  .join('');
const readme = readFileSync(README, 'utf8');
for (const block of [CONVERSATION, WAYS])
  if (!block.test(readme)) throw new Error(`README.md has no block like ${block.source}`);
const drawn = readme
  .replace(CONVERSATION, (_, before: string, after: string) => before + drawGraph() + after)
  .replace(WAYS, (_, before: string, after: string) => before + life + after);
writeFileSync(README, drawn);
