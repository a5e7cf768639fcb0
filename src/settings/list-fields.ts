import { openQuestions } from '../call/questions';
import type { Answer, ListRequestFields, RequestField } from '../contract/admin';
import { OWN_FIELDS } from '../intake/known-fields';
import type { Administration } from './administration';
import { explain } from './explain';

/** What a request type asks for, and what of it a line would ask its callers for, where the message leaves it open (M2). */
export async function listRequestFields(
  { serviceDeskId, requestTypeId }: ListRequestFields,
  { listFields }: Administration,
): Promise<Answer<RequestField[]>> {
  const fields = await listFields(serviceDeskId, requestTypeId);
  if (!fields.ok) return explain(fields.failure);
  const asked = new Set(openQuestions(fields.value, new Set(OWN_FIELDS)).map(({ fieldId }) => fieldId));
  return {
    ok: true,
    value: fields.value.map(({ id, name, required }) => ({ id, name, required, asked: asked.has(id) })),
  };
}
