import { z } from 'zod';
import type { Jira } from './jira';
import type { Issue } from './model';
import { Refusal } from './refusal';

/** `update` of an issue edit: per field a list of `{set}`, `{add}`, `{remove}`, `{edit}`. */
export const updateSchema = z.record(z.string(), z.array(z.record(z.string(), z.unknown())));

interface EditInput {
  fields: Record<string, unknown>;
  update: z.infer<typeof updateSchema>;
}

const refuse = (field: string, message: string): Refusal =>
  new Refusal(400, message, { errors: { [field]: message } });

/**
 * Turns an edit's operations into plain field values; comments come apart.
 * @throws Refusal 400 when a field is in both parts, or the operation does not fit it
 */
export function applyOperations(
  jira: Jira,
  issue: Issue,
  input: EditInput,
): { fields: Record<string, unknown>; comments: unknown[] } {
  const fields: Record<string, unknown> = { ...input.fields };
  const comments: unknown[] = [];
  for (const [id, operations] of Object.entries(input.update)) {
    if (id in input.fields) {
      throw refuse(id, `Field '${id}' cannot appear in both 'fields' and 'update'`);
    }
    if (id === 'comment') comments.push(...operations.map(readAddedComment));
    else
      fields[id] = operations.reduce<unknown>(
        (value, one) => applyOne(id, value, one),
        currentInput(jira, issue, id),
      );
  }
  return { fields, comments };
}

function readAddedComment(operation: Record<string, unknown>): unknown {
  const added = z.looseObject({ body: z.unknown().optional() }).safeParse(operation.add);
  if (added.success) return added.data.body;
  throw refuse('comment', 'The only operation on a comment is add, with a body.');
}

/** What the field would be set to, had it been given as it is now. */
function currentInput(jira: Jira, issue: Issue, id: string): unknown {
  const value = issue.fields[id];
  const kind = jira.store.fields.get(id)?.kind;
  if (kind === 'labels') return value ?? [];
  if (kind === 'multi-select' || kind === 'checkboxes')
    return Array.isArray(value) ? value.map((option) => ({ id: option })) : [];
  return value;
}

function applyOne(id: string, value: unknown, operation: Record<string, unknown>): unknown {
  const [name, ...others] = Object.keys(operation);
  if (name === undefined || others.length > 0) throw refuse(id, 'One operation per object is expected.');
  const operand = operation[name];
  if (name === 'set' || name === 'edit') return operand;
  if (!Array.isArray(value))
    throw refuse(id, `Field with id '${id}' and name '${id}' does not support operation '${name}'`);
  const key = JSON.stringify(operand);
  const without = value.filter((one) => JSON.stringify(one) !== key);
  if (name === 'add') return [...without, operand];
  if (name === 'remove') return without;
  throw refuse(id, `Field with id '${id}' and name '${id}' does not support operation '${name}'`);
}
