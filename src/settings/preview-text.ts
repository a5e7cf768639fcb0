import { wordsOf } from '../call/languages';
import type { Answer, PreviewText } from '../contract/admin';
import { countSegments, type Segments } from '../contract/segments';
import { fillTemplate, isTemplateValid, TEXT_PLACEHOLDERS } from '../contract/template';

/** What stands in a preview for what only a call has. */
const EXAMPLE = {
  request: 'SUP-142',
  reference: 'K7QM-2R4X',
  summary: 'VPN is down in Hamburg',
  status: 'In progress',
};

/** How a text reads with an example in it; what it costs hangs on its segments. */
export function previewText({
  kind,
  template,
  language,
  lineName,
}: PreviewText): Answer<{ text: string } & Segments> {
  if (template !== undefined && !isTemplateValid(template, kind)) {
    const allowed = TEXT_PLACEHOLDERS[kind].map((name) => `{${name}}`).join(', ');
    return { ok: false, error: { message: `In braces only ${allowed} can stand here.`, field: 'template' } };
  }
  const text = fillTemplate(template ?? wordsOf(language).texts[kind], { ...EXAMPLE, line: lineName });
  return { ok: true, value: { text, ...countSegments(text) } };
}
