import type { Project, Role, Status, Transition, User } from './model';

export const ADMIN_ID = '5b10ac8d82e05b22cc7d4ef5';
export const AGENT_ID = '5b10a2844c20165700ede21g';
export const APP_ID = '557058:a1f0c0de-0000-4000-8000-000000000001';

const person = { accountType: 'atlassian', active: true, timeZone: 'Etc/UTC', locale: 'en_US' } as const;

export const users: User[] = [
  {
    ...person,
    accountId: ADMIN_ID,
    displayName: 'Ada Admin',
    emailAddress: 'ada@example.com',
    siteAdmin: true,
    roles: { SUP: 'administrator' },
  },
  {
    ...person,
    accountId: AGENT_ID,
    displayName: 'Abel Agent',
    emailAddress: 'abel@example.com',
    roles: { SUP: 'agent' },
  },
  {
    ...person,
    accountId: APP_ID,
    displayName: 'Voice to Ticket',
    accountType: 'app',
    roles: { SUP: 'app' },
  },
];

export const projects: Project[] = [
  { id: '10000', key: 'SUP', name: 'Support', serviceDeskId: '1', leadAccountId: ADMIN_ID },
];

const AGENT_PERMISSIONS = [
  'BROWSE_PROJECTS',
  'CREATE_ISSUES',
  'EDIT_ISSUES',
  'ASSIGN_ISSUES',
  'ASSIGNABLE_USER',
  'TRANSITION_ISSUES',
  'RESOLVE_ISSUES',
  'CLOSE_ISSUES',
  'LINK_ISSUES',
  'ADD_COMMENTS',
  'EDIT_OWN_COMMENTS',
  'DELETE_OWN_COMMENTS',
  'CREATE_ATTACHMENTS',
  'DELETE_OWN_ATTACHMENTS',
  'MODIFY_REPORTER',
  'SERVICEDESK_AGENT',
];

const ADMINISTRATOR_PERMISSIONS = [
  ...AGENT_PERMISSIONS,
  'ADMINISTER_PROJECTS',
  'DELETE_ISSUES',
  'EDIT_ALL_COMMENTS',
  'DELETE_ALL_COMMENTS',
  'DELETE_ALL_ATTACHMENTS',
];

/**
 * An app's user is in the role atlassian-addons-project-access, to which Jira's default schemes grant every project
 * permission. Whether it may also act as an agent depends on the site, so it is data that a test can change.
 */
export const rolePermissions: Record<Role, readonly string[]> = {
  administrator: ADMINISTRATOR_PERMISSIONS,
  agent: AGENT_PERMISSIONS,
  app: ADMINISTRATOR_PERMISSIONS,
  customer: [],
};

export const globalPermissions = ['ADMINISTER', 'USER_PICKER', 'BULK_CHANGE', 'CREATE_PROJECT'] as const;

export const knownPermissions: readonly string[] = [...ADMINISTRATOR_PERMISSIONS, ...globalPermissions];

export const issueTypes = [
  { id: '10001', name: '[System] Incident', description: 'For system outages or incidents.' },
  { id: '10002', name: '[System] Service request', description: 'For general and hardware requests.' },
  { id: '10003', name: 'Task', description: 'A small, distinct piece of work.' },
] as const;

export const priorities = [
  { id: '1', name: 'Highest', description: 'This problem will block progress.', color: '#d04437' },
  { id: '2', name: 'High', description: 'Serious problem that could block progress.', color: '#f15C75' },
  { id: '3', name: 'Medium', description: 'Has the potential to affect progress.', color: '#f79232' },
  { id: '4', name: 'Low', description: 'Minor problem or easily worked around.', color: '#707070' },
  { id: '5', name: 'Lowest', description: 'Trivial problem with little or no impact.', color: '#999999' },
] as const;

export const DEFAULT_PRIORITY_ID = '3';

export const resolutions = [{ id: '10000', name: 'Done', description: 'Work has been completed.' }] as const;

export const statuses: Status[] = [
  { id: '1', name: 'Open', category: 'new' },
  { id: '3', name: 'In progress', category: 'indeterminate' },
  { id: '10001', name: 'Waiting for customer', category: 'indeterminate' },
  { id: '5', name: 'Resolved', category: 'done' },
];

export const transitions: Transition[] = [
  { id: '11', name: 'Start progress', from: ['1', '10001'], to: '3', customer: false },
  { id: '21', name: 'Respond to customer', from: ['1', '3'], to: '10001', customer: false },
  { id: '31', name: 'Resolve this issue', from: ['1', '3', '10001'], to: '5', customer: true },
  { id: '41', name: 'Reopen this issue', from: ['5'], to: '1', customer: true },
];

export const linkTypes = [
  { id: '10000', name: 'Blocks', inward: 'is blocked by', outward: 'blocks' },
  { id: '10002', name: 'Duplicate', inward: 'is duplicated by', outward: 'duplicates' },
  { id: '10003', name: 'Relates', inward: 'relates to', outward: 'relates to' },
] as const;

/** The custom field "Request Type", through which Service Management shows itself on an issue. */
export const REQUEST_TYPE_FIELD = 'customfield_10010';
