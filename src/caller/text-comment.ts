import { wordsOf } from '../call/languages';
import { LANGUAGES, type Language } from '../contract/language';
import { type AdfDocument, document, paragraph, quote, strongParagraph, textOf } from '../desk/adf';
import type { IncomingText } from './ports';

/** A comment, and its last line, which tells it from every other one. */
export interface TextComment {
  mark: string;
  body: AdfDocument;
}

/** How often pictures and the like come with a text, they stay where they are: https://www.twilio.com/docs/messaging/api/media-resource */
const ATTACHMENTS: Record<Language, { one: string; other: string }> = {
  en: {
    one: 'With 1 attachment at the phone provider',
    other: 'With {count} attachments at the phone provider',
  },
  de: { one: 'Mit 1 Anhang beim Telefonanbieter', other: 'Mit {count} Anhängen beim Telefonanbieter' },
  fr: {
    one: "Avec 1 pièce jointe chez l'opérateur téléphonique",
    other: "Avec {count} pièces jointes chez l'opérateur téléphonique",
  },
  es: {
    one: 'Con 1 archivo adjunto en el proveedor de telefonía',
    other: 'Con {count} archivos adjuntos en el proveedor de telefonía',
  },
  it: {
    one: 'Con 1 allegato presso il fornitore telefonico',
    other: 'Con {count} allegati presso il fornitore telefonico',
  },
  'pt-BR': {
    one: 'Com 1 anexo no provedor de telefonia',
    other: 'Com {count} anexos no provedor de telefonia',
  },
  nl: {
    one: 'Met 1 bijlage bij de telefonieaanbieder',
    other: 'Met {count} bijlagen bij de telefonieaanbieder',
  },
  ja: { one: '添付ファイル1件（電話事業者に保管）', other: '添付ファイル{count}件（電話事業者に保管）' },
};

/** What a caller wrote, as a comment on a request: the words as they are, never markup. */
export function composeTextComment(text: IncomingText, language: Language): TextComment {
  const { textId, body, attachments } = text;
  const mark = markOf(textId);
  const said = quote(body);
  return {
    mark,
    body: document([
      strongParagraph(wordsOf(language).written.callerWrote),
      ...(said.content?.length === 0 ? [] : [said]),
      ...(attachments > 0 ? [paragraph(countAttachments(attachments, language))] : []),
      paragraph(mark),
    ]),
  };
}

/** Short, the same in every language, and nothing that a caller could know beforehand. */
const markOf = (textId: string): string => `[SMS ${textId.slice(-8).toLowerCase()}]`;

const countAttachments = (count: number, language: Language): string =>
  ATTACHMENTS[language][count === 1 ? 'one' : 'other'].replace('{count}', String(count));

/** Whether a comment (a document) is the one with this mark. */
export const hasMark = (body: unknown, mark: string): boolean =>
  textOf(body).split('\n').at(-1)?.trim() === mark;

const HEADINGS = LANGUAGES.flatMap((language) => {
  const { callerAdded, callerWrote } = wordsOf(language).written;
  return [callerAdded, callerWrote];
});

/** Whether a comment's text is what a caller said or wrote: it begins with the heading that the app puts there. */
export const isCallersOwn = (text: string): boolean => HEADINGS.some((heading) => text.startsWith(heading));
