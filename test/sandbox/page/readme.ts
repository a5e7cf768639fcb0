import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Marked } from 'marked';
import { gfmHeadingId } from 'marked-gfm-heading-id';

/** The README as a plain page, with the same anchors that GitHub gives its headings. */
export async function renderReadme(path: string): Promise<string> {
  const source = existsSync(path)
    ? await readFile(path, 'utf8')
    : '# Voice to Ticket\n\nThe README is not there.';
  const body = await new Marked().use(gfmHeadingId()).parse(source);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Voice to Ticket: README</title>
<style>
  :root { color-scheme: light dark; }
  body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.6 system-ui, sans-serif; }
  pre, table { overflow-x: auto; }
  img { max-width: 100%; }
  td, th { padding: 0.25rem 0.75rem 0.25rem 0; text-align: left; vertical-align: top; }
</style>
${body}
</html>
`;
}
