import { announceComment, announceCommentDeletion } from './events';
import type { Jira } from './jira';
import type { AdfNode, Comment, EntityProperty, Issue, User } from './model';
import { holds, internalMark, isPublic, seesInternal } from './permissions';
import { forbidden, Refusal } from './refusal';

/** The comments that the user may see, oldest first. */
export const listComments = (jira: Jira, user: User, issue: Issue): Comment[] =>
  seesInternal(jira, user, issue) ? issue.comments : issue.comments.filter(isPublic);

/** @throws Refusal 404 */
export function findComment(jira: Jira, user: User, issue: Issue, id: string): Comment {
  const comment = listComments(jira, user, issue).find((one) => one.id === id);
  if (comment !== undefined) return comment;
  throw new Refusal(404, `Can not find a comment for the id: ${id}.`, { i18nKey: 'sd.comment.not.found' });
}

export interface CommentDraft {
  body: AdfNode;
  public: boolean;
  properties?: EntityProperty[];
  attachmentIds?: string[];
}

export function addComment(
  jira: Jira,
  actor: User,
  issue: Issue,
  draft: CommentDraft,
): { issue: Issue; comment: Comment } {
  const now = jira.context.clock.now();
  const { properties = [], attachmentIds = [] } = draft;
  const others = properties.filter((property) => property.key !== internalMark().key);
  const marks = properties.filter((property) => property.key === internalMark().key);
  const comment: Comment = {
    id: jira.store.nextId('comment'),
    authorId: actor.accountId,
    updateAuthorId: actor.accountId,
    body: draft.body,
    created: now,
    updated: now,
    properties: [...others, ...(draft.public ? marks : [internalMark()])],
    attachmentIds,
  };
  const changed = saveComments(jira, issue, [...issue.comments, comment]);
  jira.context.log.add({
    source: 'jira',
    kind: 'comment-added',
    title: `${issue.key}: ${isPublic(comment) ? 'public' : 'internal'} comment by ${actor.displayName}`,
  });
  announceComment(jira, changed, comment);
  return { issue: changed, comment };
}

function saveComments(jira: Jira, issue: Issue, comments: Comment[]): Issue {
  const changed = { ...issue, comments, updated: jira.context.clock.now() };
  jira.store.saveIssue(changed);
  return changed;
}

function requireOwnOrAll(
  jira: Jira,
  actor: User,
  issue: Issue,
  comment: Comment,
  verb: 'EDIT' | 'DELETE',
): void {
  const permission = `${verb}_${comment.authorId === actor.accountId ? 'OWN' : 'ALL'}_COMMENTS`;
  if (holds(jira, actor, issue.projectKey, permission)) return;
  const words = verb === 'EDIT' ? 'edit' : 'delete';
  throw forbidden(`You do not have the permission to ${words} this comment.`);
}

export function editComment(
  jira: Jira,
  actor: User,
  issue: Issue,
  comment: Comment,
  change: { body: AdfNode; properties?: EntityProperty[] },
): Comment {
  requireOwnOrAll(jira, actor, issue, comment, 'EDIT');
  const edited: Comment = {
    ...comment,
    body: change.body,
    properties: mergeProperties(comment.properties, change.properties ?? []),
    updateAuthorId: actor.accountId,
    updated: jira.context.clock.now(),
  };
  const changed = saveComments(jira, issue, replace(issue.comments, edited));
  announceComment(jira, changed, edited);
  return edited;
}

const replace = (comments: Comment[], comment: Comment): Comment[] =>
  comments.map((one) => (one.id === comment.id ? comment : one));

function mergeProperties(old: EntityProperty[], set: EntityProperty[]): EntityProperty[] {
  const kept = old.filter((property) => !set.some((one) => one.key === property.key));
  return [...kept, ...set];
}

export function deleteComment(jira: Jira, actor: User, issue: Issue, comment: Comment): void {
  requireOwnOrAll(jira, actor, issue, comment, 'DELETE');
  const rest = issue.comments.filter((one) => one.id !== comment.id);
  announceCommentDeletion(jira, saveComments(jira, issue, rest), comment, actor.accountId);
}

/** Sets or (without a value) removes a comment's property; returns whether it was there before. */
export function changeCommentProperty(
  jira: Jira,
  issue: Issue,
  comment: Comment,
  key: string,
  value: unknown,
): boolean {
  const known = comment.properties.some((property) => property.key === key);
  const others = comment.properties.filter((property) => property.key !== key);
  const properties = value === undefined ? others : [...others, { key, value }];
  saveComments(jira, issue, replace(issue.comments, { ...comment, properties }));
  return known;
}
