import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { drawGraph } from '../../src/call/graph';
import { LIFE } from '../../src/call/life';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');
const DOCUMENTS = ['README.md', 'PRIVACY.md', 'SECURITY.md', 'CHANGELOG.md'];

/** What the documents promise must be there (M9). */
describe('the documents', () => {
  it.each(DOCUMENTS)('%s names files and folders that exist', (name) => {
    const paths = [...read(name).matchAll(/`((?:src|test|static)\/[\w./-]+)`/g)].map(([, path = '']) => path);
    const missing = paths.filter((path) => !existsSync(join(ROOT, path)));
    expect(missing).toEqual([]);
  });

  it.each(['README.md', 'PRIVACY.md', 'SECURITY.md'])('%s names tests that exist', (name) => {
    // `file`, “part of the test's name”
    const named = [
      ...read(name)
        .replace(/\s+/g, ' ')
        .matchAll(/`(test\/[\w./-]+\.test\.ts)`(?:\]\([^)]*\))?, “([^”]+)”/g),
    ];
    const missing = named.filter(([, file = '', title = '']) =>
      title.split('…').some((part) => !read(file).replace(/\s+/g, ' ').includes(part.trim())),
    );
    expect(missing.map(([whole]) => whole)).toEqual([]);
    if (name !== 'SECURITY.md') expect(named.length).toBeGreaterThan(5);
  });

  it('README names scripts that exist', () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read('package.json')));
    const named = [...read('README.md').matchAll(/npm run (?:--[\w-]+ )*([\w:-]+)/g)].map(
      ([, script = '']) => script,
    );
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });

  it('README draws the life of a call as it is', () => {
    const drawn = [...read('README.md').matchAll(/^ {4}(\w+) --> (\w+): (.+)$/gm)].map(([, ...way]) => way);
    const ways = Object.entries(LIFE).flatMap(([from, to]) =>
      Object.entries(to).map(([state, why]) => [from, state, why]),
    );
    expect(drawn).toEqual(ways);
  });

  it('README draws the conversation as it is', () => {
    const [, section = ''] = read('README.md').split(/^## The conversation$/m);
    const [own = ''] = section.split(/^## /m);
    const drawn = [...own.matchAll(/^```mermaid\n([\s\S]*?)\n```$/gm)].map(([, block]) => block);
    expect(drawn).toEqual([drawGraph()]);
  });

  it('README links to headings that exist', () => {
    const readme = read('README.md');
    const slugs = [...readme.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .trim()
        .replace(/\s+/g, '-'),
    );
    const links = [...readme.matchAll(/\]\(#([^)]+)\)/g)].map(([, slug = '']) => slug);
    expect(links.filter((slug) => !slugs.includes(slug))).toEqual([]);
    // The sandbox's page links here.
    expect(slugs).toContain('the-sandbox');
  });
});
