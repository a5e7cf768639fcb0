import type { Jira } from './jira';
import type { FieldValue } from './model';
import { Refusal } from './refusal';
import { projects, REQUEST_TYPE_FIELD } from './seed';

const refuse = (message: string): Refusal =>
  new Refusal(400, message, { errors: { [REQUEST_TYPE_FIELD]: message } });

/**
 * The request type that the field "Request Type" names by its id, which makes the issue a request of that type. What the
 * request type requires is not asked for here: that is the portal's form. The words of the refusals, and that the issue
 * types have to agree, are not documented.
 * @throws Refusal 400 for a name, for a type of another project, and for one of another issue type
 */
export function findRequestTypeId(
  jira: Jira,
  target: { projectKey: string; issueTypeId: string },
  value: FieldValue | undefined,
): string | undefined {
  if (value === undefined) return undefined;
  const desk = projects.find((project) => project.key === target.projectKey)?.serviceDeskId;
  const type = jira.store.requestTypes.get(String(value));
  if (type === undefined || type.serviceDeskId !== desk) {
    throw refuse(`The request type '${String(value)}' is not valid for project '${target.projectKey}'.`);
  }
  if (type.issueTypeId !== target.issueTypeId) {
    throw refuse(`The request type '${type.id}' is not valid for the issue type '${target.issueTypeId}'.`);
  }
  return type.id;
}
