import { toPlainText } from './adf';
import type { Jira } from './jira';
import type { Issue, User } from './model';
import { Refusal } from './refusal';

/** A field as JQL sees it: what it holds, and which comparisons it takes. */
export interface JqlField {
  name: string;
  /** For `~`. */
  text?: (issue: Issue) => string[];
  /** For `=` and `in`: values in a canonical form, and how an operand becomes one. */
  values?: { read(issue: Issue): string[]; resolve(operand: string): string };
  /** For `<` and friends, and for ORDER BY. */
  order?: { read(issue: Issue): number | undefined; parse?: (operand: string) => number; date?: boolean };
}

export interface JqlScope {
  jira: Jira;
  user: User;
}

export const missingField = (name: string): Refusal =>
  new Refusal(400, `Field '${name}' does not exist or you do not have permission to view it.`);

export const missingValue = (value: string, field: string): Refusal =>
  new Refusal(400, `The value '${value}' does not exist for the field '${field}'.`);

/** Values that are known by id or by name. */
export function choose(
  field: string,
  all: readonly { id: string; name: string }[],
): (operand: string) => string {
  return (operand) => {
    const found = all.find((one) => one.id === operand || one.name.toLowerCase() === operand.toLowerCase());
    if (found !== undefined) return found.id;
    throw missingValue(operand, field);
  };
}

/** A field that holds one value, or none. */
export const present = (value: string | undefined): string[] => (value === undefined ? [] : [value]);

export const stringOf = (value: unknown): string[] => (typeof value === 'string' ? [value] : []);

export const textOf = (issue: Issue, id: string): string[] => {
  const value = issue.fields[id];
  if (typeof value === 'object' && !Array.isArray(value)) return [toPlainText(value)];
  return stringOf(value);
};
