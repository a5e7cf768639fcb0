import { wordsOf } from '../call/languages';
import type { Answer, PreviewText } from '../contract/admin';
import { countSegments, type Segments } from '../contract/segments';
import { fillTemplate, isTemplateValid, TEXT_PLACEHOLDERS } from '../contract/template';
import type { Administration } from './administration';
import { explain } from './explain';

/** What stands in a preview for what only a call has. */
export const EXAMPLE = {
  request: 'SUP-142',
  reference: 'K7QM-2R4X',
  summary: 'VPN is down in Hamburg',
  status: 'In progress',
  comment: 'The gateway is restarted tonight.',
};

/** How a text reads with an example in it, and what it costs: each segment is paid for like a text of its own. */
export async function previewText(
  { kind, template, language, lineName }: PreviewText,
  admin: Pick<Administration, 'loadSettings'>,
): Promise<Answer<{ text: string; usd: number } & Segments>> {
  if (template !== undefined && !isTemplateValid(template, kind)) {
    const allowed = TEXT_PLACEHOLDERS[kind].map((name) => `{${name}}`).join(', ');
    return { ok: false, error: { message: `In braces only ${allowed} can stand here.`, field: 'template' } };
  }
  const text = fillTemplate(template ?? wordsOf(language).texts[kind], { ...EXAMPLE, line: lineName });
  const settings = await admin.loadSettings();
  if (!settings.ok) return explain(settings.failure);
  const segments = countSegments(text);
  const usd = segments.segments * settings.value.prices.textSegment;
  return { ok: true, value: { text, usd, ...segments } };
}
