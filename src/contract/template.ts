import { hasOnly } from './prompts';

/** What a text message may say about its request, by what it is for. */
export const TEXT_PLACEHOLDERS = {
  confirmation: ['request', 'reference', 'line', 'summary'],
  status: ['request', 'line', 'summary', 'status'],
} as const;
export type TextKind = keyof typeof TEXT_PLACEHOLDERS;

/** True when every `{…}` in the template is one that such a text can have, and no brace stands alone. */
export const isTemplateValid = (template: string, kind: TextKind): boolean =>
  hasOnly(template, TEXT_PLACEHOLDERS[kind]);

/** Fills a template; a value is put in as it is, never read as a template again. */
export const fillTemplate = (template: string, values: Record<string, string>): string =>
  template.replace(/\{([^{}]*)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  );
