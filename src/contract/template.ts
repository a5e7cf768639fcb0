/** What a text message may say about the request. */
export const PLACEHOLDERS = ['request', 'reference', 'line', 'summary'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** True when every `{…}` in the template is one of {@link PLACEHOLDERS} and no brace stands alone. */
export function isTemplateValid(template: string): boolean {
  const rest = template.replace(PLACEHOLDER, (whole, name: string) =>
    (PLACEHOLDERS as readonly string[]).includes(name) ? '' : whole,
  );
  return !/[{}]/.test(rest);
}

/** Fills the template; a value is put in as it is, never read as a template again. */
export const fillTemplate = (template: string, values: Record<Placeholder, string>): string =>
  template.replace(PLACEHOLDER, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name as Placeholder] : whole,
  );
