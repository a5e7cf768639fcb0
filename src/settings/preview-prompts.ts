import { phrase, type Values } from '../call/languages/phrase';
import { readKey, spellKey, spellReference } from '../call/languages/read-aloud';
import type { Answer, PreviewPrompts, PromptPreview } from '../contract/admin';
import type { Language } from '../contract/language';
import { PROMPT_KEYS, PROMPTS, type PromptKey } from '../contract/prompts';
import { Line } from '../contract/settings';
import { EXAMPLE } from './preview-text';

/** Everything that the line says, in the order in which callers hear it, before the line is saved. */
export function previewPrompts({ line: entered, language }: PreviewPrompts): Answer<PromptPreview[]> {
  const line = Line.parse({ id: entered.number.replace(/\D/g, ''), ...entered });
  return { ok: true, value: PROMPT_KEYS.map((key) => previewOf(key, line, language)) };
}

function previewOf(key: PromptKey, line: Line, language: Language): PromptPreview {
  const own = ownWords(key, line);
  return {
    key,
    text: own ?? phrase(language, key, examplesIn(language, line), line.prompts),
    placeholders: PROMPTS[key],
    own: own !== undefined || line.prompts[language]?.[key] !== undefined,
  };
}

/** These two are said as they were written, whatever the caller speaks. */
function ownWords(key: PromptKey, { greeting, notice }: Line): string | undefined {
  if (key === 'greeting') return greeting || undefined;
  return key === 'notice' ? notice || undefined : undefined;
}

/** What stands in a sentence for what only a call has. */
const examplesIn = (language: Language, { name }: Line): Values => ({
  line: name,
  key: '1',
  count: 2,
  summary: EXAMPLE.summary,
  field: 'Location',
  name: 'Hamburg',
  answer: 'Hamburg',
  request: readKey(EXAMPLE.request),
  spelled: spellKey(language, EXAMPLE.request),
  reference: spellReference(EXAMPLE.reference),
  reason: EXAMPLE.summary,
  status: EXAMPLE.status,
  comment: EXAMPLE.comment,
});
